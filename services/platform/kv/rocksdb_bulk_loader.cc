#include "services/platform/kv/rocksdb_bulk_loader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "rocksdb/env.h"
#include "services/platform/kv/rocksdb_row.h"
#include "services/platform/kv/rocksdb_status.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

constexpr char kAction[] = "write a bulk load";

// One file for a load of any size would make one compaction of any size.
constexpr uint64_t kFileBytes = 128 << 20;
constexpr size_t kCheckBytes = 1 << 20;  // between two looks at the free space

}  // namespace

RocksDbBulkLoader::RocksDbBulkLoader(absl::string_view prefix, const Capabilities& limits, RowVersion version,
                                     rocksdb::Options options, const FreeSpace& space,
                                     std::string file_prefix, Ingest ingest)
    : rules_(prefix, limits),
      version_(version),
      options_(std::move(options)),
      space_(space),
      file_prefix_(std::move(file_prefix)),
      ingest_(std::move(ingest)) {}

RocksDbBulkLoader::~RocksDbBulkLoader() {
  file_.reset();
  // Those that were ingested are gone already; those that cannot be removed now are at the next open.
  for (const std::string& file : files_) options_.env->DeleteFile(file).PermitUncheckedError();
}

absl::Status RocksDbBulkLoader::Add(absl::string_view key, absl::string_view value) {
  KARVAN_RETURN_IF_ERROR(broken_);
  KARVAN_RETURN_IF_ERROR(rules_.Next(key, value));
  if (file_ == nullptr) broken_ = StartFile();
  KARVAN_RETURN_IF_ERROR(broken_);
  unchecked_bytes_ += key.size() + value.size();
  if (unchecked_bytes_ >= kCheckBytes) {
    broken_ = space_.Check();
    KARVAN_RETURN_IF_ERROR(broken_);
    unchecked_bytes_ = 0;
  }
  broken_ = FromRocksDb(file_->Put(ToSlice(key), EncodeRow(version_, value)), kAction);
  if (broken_.ok() && file_->FileSize() >= kFileBytes) broken_ = FinishFile();
  return broken_;
}

absl::Status RocksDbBulkLoader::Seal() {
  KARVAN_RETURN_IF_ERROR(rules_.Close());
  KARVAN_RETURN_IF_ERROR(broken_);
  if (file_ != nullptr) KARVAN_RETURN_IF_ERROR(FinishFile());
  return files_.empty() ? absl::OkStatus() : ingest_(files_);
}

absl::Status RocksDbBulkLoader::StartFile() {
  KARVAN_RETURN_IF_ERROR(space_.Check());
  file_ = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(options_), options_);
  files_.push_back(absl::StrCat(file_prefix_, files_.size(), ".sst"));
  return FromRocksDb(file_->Open(files_.back()), kAction);
}

absl::Status RocksDbBulkLoader::FinishFile() {
  absl::Status status = FromRocksDb(file_->Finish(), kAction);
  file_.reset();
  return status;
}

}  // namespace karvan::kv
