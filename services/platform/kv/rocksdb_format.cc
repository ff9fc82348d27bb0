#include "services/platform/kv/rocksdb_format.h"

#include <memory>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "rocksdb/db.h"
#include "rocksdb/iterator.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/rocksdb_status.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

constexpr int kFormatVersion = 1;
const std::string kFormatKey("\0format", 7);
const std::string kOpeningsKey("\0openings", 9);

bool HasRows(rocksdb::DB& db) {
  const std::unique_ptr<rocksdb::Iterator> rows(db.NewIterator(rocksdb::ReadOptions()));
  rows->SeekToFirst();
  return rows->Valid();
}

absl::Status CheckFormat(rocksdb::DB& db) {
  std::string found;
  const rocksdb::Status status = db.Get(rocksdb::ReadOptions(), kFormatKey, &found);
  if (status.IsNotFound() && !HasRows(db)) {
    rocksdb::WriteOptions durable;
    durable.sync = true;
    return FromRocksDb(db.Put(durable, kFormatKey, absl::StrCat(kFormatVersion)), "write the format version");
  }
  if (status.IsNotFound()) found = "none";
  if (!status.ok() && !status.IsNotFound()) return FromRocksDb(status, "read the format version");
  if (found == absl::StrCat(kFormatVersion)) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "STORE_FORMAT",
               absl::StrCat("the store has format version ", found,
                            "; this program reads and writes version ", kFormatVersion),
               {{"found", found}, {"supported", absl::StrCat(kFormatVersion)}});
}

}  // namespace

absl::StatusOr<uint64_t> RegisterOpening(rocksdb::DB& db) {
  KARVAN_RETURN_IF_ERROR(CheckFormat(db));
  std::string stored;
  const rocksdb::Status status = db.Get(rocksdb::ReadOptions(), kOpeningsKey, &stored);
  uint64_t openings = 0;
  if (!status.ok() && !status.IsNotFound()) return FromRocksDb(status, "read the count of openings");
  if (status.ok() && !absl::SimpleAtoi(stored, &openings)) return CorruptError("the count of openings");
  ++openings;
  rocksdb::WriteOptions durable;
  durable.sync = true;
  KARVAN_RETURN_IF_ERROR(
      FromRocksDb(db.Put(durable, kOpeningsKey, absl::StrCat(openings)), "write the count of openings"));
  return openings;
}

}  // namespace karvan::kv
