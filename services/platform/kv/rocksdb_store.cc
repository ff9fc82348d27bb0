#include "services/platform/kv/rocksdb_store.h"

#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "rocksdb/write_batch.h"
#include "services/platform/kv/backup_writer.h"
#include "services/platform/kv/change_signal.h"
#include "services/platform/kv/epochs.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/rocksdb_bulk_loader.h"
#include "services/platform/kv/rocksdb_folder.h"
#include "services/platform/kv/rocksdb_free_space.h"
#include "services/platform/kv/rocksdb_row.h"
#include "services/platform/kv/rocksdb_sizes.h"
#include "services/platform/kv/rocksdb_status.h"
#include "services/platform/kv/rocksdb_view.h"
#include "services/platform/kv/rules.h"
#include "services/platform/status/macros.h"
#include "services/platform/sync/mutex.h"

namespace karvan::kv {
namespace {

class RocksDbStore final : public Store {
 public:
  RocksDbStore(const RocksDbOptions& options, rocksdb::Options engine_options,
               std::unique_ptr<rocksdb::DB> db, RowVersion last_version)
      : clock_(*options.clock),
        engine_options_(std::move(engine_options)),
        space_(*engine_options_.env, options.path, options.reserved_bytes),
        db_(std::move(db)),
        last_version_(last_version) {
    limits_.view_lifetime = options.view_lifetime;
  }

  // So that the next opening has no log to replay. What cannot be written now still stands in the log.
  ~RocksDbStore() override { db_->Flush(rocksdb::FlushOptions()).PermitUncheckedError(); }

  absl::StatusOr<std::unique_ptr<View>> OpenView() override {
    return std::make_unique<RocksDbView>(*db_, limits_, ViewAge(clock_, limits_.view_lifetime));
  }

  absl::Status Commit(const Batch& batch) override {
    KARVAN_RETURN_IF_ERROR(CheckBatch(batch, limits_));
    MutexLock lock(&writer_mutex_);
    KARVAN_RETURN_IF_ERROR(CheckPreconditions(
        batch, [this](const std::string& key) { return ReadRow(*db_, rocksdb::ReadOptions(), key); }));
    if (batch.mutations().empty()) return absl::OkStatus();
    KARVAN_RETURN_IF_ERROR(space_.Check());
    KARVAN_RETURN_IF_ERROR(Recover());

    RowVersion version = ++last_version_;
    rocksdb::WriteBatch rows;
    for (const Batch::Mutation& mutation : batch.mutations()) {
      if (mutation.is_delete) {
        rows.Delete(mutation.key);
      } else {
        rows.Put(mutation.key, EncodeRow(version, mutation.value));
      }
    }
    // The record may have reached the disk before the failure.
    if (absl::Status status = Write(rows, "commit"); !status.ok())
      return UnknownOutcomeError(status.message());
    return absl::OkStatus();
  }

  absl::StatusOr<std::unique_ptr<BulkLoader>> BulkLoad(absl::string_view prefix) override {
    KARVAN_RETURN_IF_ERROR(CheckKey(prefix, limits_));
    ScanOptions one_row;
    one_row.limit = 1;
    KARVAN_ASSIGN_OR_RETURN(ScanBatch found,
                            ReadRange(*db_, rocksdb::ReadOptions(), PrefixRange(prefix), one_row));
    if (!found.rows.empty()) return PrefixInUseError(prefix);
    MutexLock lock(&writer_mutex_);
    RowVersion version = ++last_version_;
    return std::make_unique<RocksDbBulkLoader>(
        prefix, limits_, version, engine_options_, space_,
        absl::StrCat(BulkFolder(db_->GetName()), "/", version, "-"),
        [this](const std::vector<std::string>& files) { return Ingest(files); });
  }

  absl::Status DropPrefix(absl::string_view prefix) override {
    KARVAN_RETURN_IF_ERROR(CheckKey(prefix, limits_));
    MutexLock lock(&writer_mutex_);
    KARVAN_RETURN_IF_ERROR(Recover());
    ++last_version_;
    rocksdb::WriteBatch rows;
    for (const Range& range : DropRanges(prefix)) rows.DeleteRange(range.start, range.end);
    return Write(rows, "drop a prefix");
  }

  absl::StatusOr<Epoch> AcquireEpoch(absl::string_view domain, absl::string_view holder,
                                     absl::Duration ttl) override {
    return epochs_.Acquire(domain, holder, ttl);
  }

  absl::Status WaitForChange(absl::string_view key, std::optional<RowVersion> version,
                             absl::Duration timeout) override {
    return signal_.WaitForChange(*this, key, version, timeout, absl::InfiniteDuration());
  }

  absl::Status Backup(const std::string& folder) override {
    RocksDbView view(*db_, limits_, ViewAge(clock_, absl::InfiniteDuration()));
    return WriteBackup(view, folder);
  }

  absl::StatusOr<PrefixUsage> Usage(absl::string_view prefix) override {
    KARVAN_RETURN_IF_ERROR(CheckUsagePrefix(prefix, limits_));
    return RangeUsage(*db_, PrefixRange(prefix));
  }

  // While it is in restore, a store cannot be opened again.
  absl::Status StartRestore() { return WriteFormat(*db_, kFormatInRestore); }
  absl::Status FinishRestore() { return WriteFormat(*db_, kFormatVersion); }

  Capabilities capabilities() const override { return limits_; }

 private:
  // Writes `rows` and the count of versions, durable on return.
  absl::Status Write(rocksdb::WriteBatch& rows, absl::string_view action)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_mutex_) {
    rows.Put(ToSlice(kCountKey), EncodeRow(last_version_, ""));
    rocksdb::WriteOptions durable;
    durable.sync = true;
    return Written(db_->Write(durable, &rows), action);
  }

  absl::Status Ingest(const std::vector<std::string>& files) {
    MutexLock lock(&writer_mutex_);
    KARVAN_RETURN_IF_ERROR(Recover());
    // Rows must not be readable before the count that covers their version is durable.
    rocksdb::WriteBatch count_only;
    KARVAN_RETURN_IF_ERROR(Write(count_only, "seal a bulk load"));
    rocksdb::IngestExternalFileOptions options;
    options.move_files = true;
    options.write_global_seqno = false;
    return Written(db_->IngestExternalFile(files, options), "seal a bulk load");
  }

  absl::Status Written(const rocksdb::Status& status, absl::string_view action)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_mutex_) {
    stopped_ = !status.ok();
    signal_.Notify();
    return FromRocksDb(status, action);
  }

  // RocksDB refuses all writes after one has failed, until it is resumed: then it goes on with a new log,
  // if the trouble (a full disk) is over.
  absl::Status Recover() ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_mutex_) {
    if (!stopped_) return absl::OkStatus();
    return Written(db_->Resume(), "go on after a failed write");
  }

  const Clock& clock_;
  Capabilities limits_;
  const rocksdb::Options engine_options_;
  const FreeSpace space_;
  const std::unique_ptr<rocksdb::DB> db_;

  // There is one writer at a time: preconditions hold until the write is done.
  Mutex writer_mutex_;
  RowVersion last_version_ ABSL_GUARDED_BY(writer_mutex_);
  bool stopped_ ABSL_GUARDED_BY(writer_mutex_) = false;

  ChangeSignal signal_;
  Epochs epochs_{*this, clock_, /*exclusive=*/true};
};

absl::StatusOr<std::unique_ptr<RocksDbStore>> Open(const RocksDbOptions& options) {
  rocksdb::Options engine_options = EngineOptions(options);
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<rocksdb::DB> db, OpenFolder(options.path, engine_options));
  KARVAN_ASSIGN_OR_RETURN(std::optional<Entry> count, ReadRow(*db, rocksdb::ReadOptions(), kCountKey));
  return std::make_unique<RocksDbStore>(options, std::move(engine_options), std::move(db),
                                        count.has_value() ? count->version : 0);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenRocksDbStore(const RocksDbOptions& options) {
  return Open(options);
}

absl::StatusOr<StoreInRestore> RestoreRocksDbStore(const RocksDbOptions& options) {
  KARVAN_RETURN_IF_ERROR(RemoveBrokenRestore(options.path, EngineOptions(options)));
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<RocksDbStore> store, Open(options));
  KARVAN_RETURN_IF_ERROR(CheckNoRows(*store, absl::StrCat("The store in folder '", options.path, "'")));
  KARVAN_RETURN_IF_ERROR(store->StartRestore());
  RocksDbStore* opened = store.get();
  return StoreInRestore{std::move(store), [opened] { return opened->FinishRestore(); }};
}

}  // namespace karvan::kv
