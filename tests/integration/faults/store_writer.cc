// A process for power cuts: commits rows to a store and tells, one line each, which are acknowledged.
//
//   store_writer write FOLDER   commits numbered pairs of rows, and every tenth time a bulk load, until
//   killed;
//                               prints a number when its commit or load is acknowledged
//   store_writer read FOLDER    prints the numbers that are there whole, and "torn NUMBER" for those that are
//   not
#include <cstdint>
#include <iostream>
#include <string>

#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/rocksdb_store.h"

namespace {

using karvan::kv::KeyBuilder;

constexpr int kBulkEvery = 10;
constexpr size_t kRowsOfACommit = 2;
constexpr size_t kRowsOfALoad = 100;

std::string Prefix(int64_t number) { return KeyBuilder().Text("d").Int(number).Take(); }
std::string Row(int64_t number, uint64_t row) { return KeyBuilder(Prefix(number)).Uint(row).Take(); }
bool IsLoad(int64_t number) { return number % kBulkEvery == 0; }

absl::Status Commit(karvan::kv::Store& store, int64_t number) {
  karvan::kv::Batch batch;
  for (size_t row = 0; row < kRowsOfACommit; ++row) batch.Put(Row(number, row), "value");
  return store.Commit(batch);
}

absl::Status Load(karvan::kv::Store& store, int64_t number) {
  absl::Status status = store.DropPrefix(Prefix(number));  // of a load that was cut short
  if (!status.ok()) return status;
  auto loader = store.BulkLoad(Prefix(number));
  if (!loader.ok()) return loader.status();
  for (size_t row = 0; row < kRowsOfALoad; ++row) {
    status = (*loader)->Add(Row(number, row), std::string(2000, 'v'));
    if (!status.ok()) return status;
  }
  return (*loader)->Seal();
}

// How many rows of `number` there are.
size_t Count(karvan::kv::View& view, int64_t number) {
  auto batch = view.Scan(karvan::kv::PrefixRange(Prefix(number)), {});
  return batch.ok() ? batch->rows.size() : 0;
}

int Write(karvan::kv::Store& store) {
  auto view = store.OpenView();
  int64_t number = 1;
  while (Count(**view, number) > 0) ++number;
  for (;; ++number) {
    absl::Status status = IsLoad(number) ? Load(store, number) : Commit(store, number);
    if (!status.ok()) {
      std::cerr << status << "\n";
      return 1;
    }
    std::cout << number << std::endl;
  }
}

int Read(karvan::kv::Store& store) {
  auto view = store.OpenView();
  int64_t number = 1;
  for (size_t count; (count = Count(**view, number)) > 0; ++number) {
    bool is_whole = count == (IsLoad(number) ? kRowsOfALoad : kRowsOfACommit);
    std::cout << (is_whole ? "" : "torn ") << number << "\n";
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  karvan::kv::RocksDbOptions options;
  options.path = argv[2];
  auto store = karvan::kv::OpenRocksDbStore(options);
  if (!store.ok()) {
    std::cerr << store.status() << "\n";
    return 1;
  }
  return std::string(argv[1]) == "write" ? Write(**store) : Read(**store);
}
