#include "services/platform/kv/rocksdb_folder.h"

#include <filesystem>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "rocksdb/cache.h"
#include "rocksdb/env.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/listener.h"
#include "rocksdb/table.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/rocksdb_log.h"
#include "services/platform/kv/rocksdb_row.h"
#include "services/platform/kv/rocksdb_status.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

// RocksDB would go on by itself some seconds after a full disk has space again, and answer Busy until then.
// The store resumes it with the next write instead.
class NoSelfRecovery final : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status, bool* auto_recovery) override {
    *auto_recovery = false;
  }
};

// Makes a folder and its parents, each durable in the one above.
rocksdb::Status MakeFolder(rocksdb::Env& env, const std::filesystem::path& path) {
  if (env.FileExists(path.string()).ok()) return env.CreateDirIfMissing(path.string());
  std::filesystem::path parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  if (path.has_parent_path()) {
    if (rocksdb::Status status = MakeFolder(env, parent); !status.ok()) return status;
  }
  if (rocksdb::Status status = env.CreateDirIfMissing(path.string()); !status.ok()) return status;
  std::unique_ptr<rocksdb::Directory> directory;
  rocksdb::Status status = env.NewDirectory(parent.string(), &directory);
  return status.ok() ? directory->Fsync() : status;
}

// MakeFolder with our errors. A path that cannot be made is not there yet: nothing of a store is lost, as a
// path that the engine misses later would be.
absl::Status EnsureFolder(rocksdb::Env& env, const std::string& path) {
  rocksdb::Status status = MakeFolder(env, path);
  const std::string action = absl::StrCat("make folder '", path, "'");
  if (!status.IsPathNotFound()) return FromRocksDb(status, action);
  return UnavailableError(absl::StrCat("cannot ", action, ": ", status.ToString()));
}

absl::Status RemoveBulkFiles(rocksdb::Env& env, const std::string& folder) {
  KARVAN_RETURN_IF_ERROR(EnsureFolder(env, folder));
  std::vector<std::string> files;
  KARVAN_RETURN_IF_ERROR(
      FromRocksDb(env.GetChildren(folder, &files), absl::StrCat("list folder '", folder, "'")));
  for (const std::string& file : files) {
    if (!absl::EndsWith(file, ".sst")) continue;
    KARVAN_RETURN_IF_ERROR(
        FromRocksDb(env.DeleteFile(absl::StrCat(folder, "/", file)), "remove a bulk file"));
  }
  return absl::OkStatus();
}

bool IsEmpty(rocksdb::DB& db) {
  std::unique_ptr<rocksdb::Iterator> rows(db.NewIterator(rocksdb::ReadOptions()));
  rows->SeekToFirst();
  return !rows->Valid() && rows->status().ok();
}

absl::Status CheckFormat(rocksdb::DB& db, const std::string& path) {
  std::string found;
  rocksdb::Status status = db.Get(rocksdb::ReadOptions(), ToSlice(kFormatKey), &found);
  if (status.IsNotFound() && IsEmpty(db)) return WriteFormat(db, kFormatVersion);
  if (status.IsNotFound()) {
    return FormatError(
        absl::StrCat("The folder '", path,
                     "' holds a database without a format version: it is not a store of this suite."));
  }
  KARVAN_RETURN_IF_ERROR(FromRocksDb(status, "read the format version"));
  if (found == kFormatVersion) return absl::OkStatus();
  if (found == kFormatInRestore) {
    return FormatError(absl::StrCat("The folder '", path,
                                    "' holds a backup that was not restored to its end: restore it again."));
  }
  return FormatError(absl::StrCat("The store in folder '", path, "' has format version ", found,
                                  "; this program supports version ", kFormatVersion, "."));
}

}  // namespace

rocksdb::Options EngineOptions(const RocksDbOptions& options) {
  rocksdb::Options engine;
  if (options.env != nullptr) engine.env = options.env;
  engine.create_if_missing = true;
  engine.paranoid_checks = true;
  engine.track_and_verify_wals_in_manifest = true;
  // A log that ends in half a record was cut by a crash, and the commit not acknowledged. Damage before its
  // end is damage: by default RocksDB would end the log there, without a word of the commits behind it.
  engine.wal_recovery_mode = options.ends_log_at_damage
                                 ? rocksdb::WALRecoveryMode::kPointInTimeRecovery
                                 : rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  engine.bytes_per_sync = 1 << 20;
  engine.info_log = MakeRocksDbLogger();
  engine.listeners.push_back(std::make_shared<NoSelfRecovery>());

  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(options.block_cache_bytes);
  table.block_size = 16 << 10;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  engine.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return engine;
}

absl::Status WriteFormat(rocksdb::DB& db, absl::string_view format) {
  rocksdb::WriteOptions durable;
  durable.sync = true;
  return FromRocksDb(db.Put(durable, ToSlice(kFormatKey), ToSlice(format)), "write the format version");
}

absl::Status RemoveBrokenRestore(const std::string& path, const rocksdb::Options& options) {
  rocksdb::DB* opened = nullptr;
  rocksdb::Options existing = options;
  existing.create_if_missing = false;
  // What cannot be opened here is told by OpenFolder.
  if (!rocksdb::DB::Open(existing, path, &opened).ok()) return absl::OkStatus();
  std::unique_ptr<rocksdb::DB> db(opened);
  std::string format;
  const bool is_broken =
      db->Get(rocksdb::ReadOptions(), ToSlice(kFormatKey), &format).ok() && format == kFormatInRestore;
  db.reset();
  if (!is_broken) return absl::OkStatus();
  return FromRocksDb(rocksdb::DestroyDB(path, options), absl::StrCat("clear folder '", path, "'"));
}

std::string BulkFolder(const std::string& path) { return absl::StrCat(path, "/bulk"); }

absl::StatusOr<std::unique_ptr<rocksdb::DB>> OpenFolder(const std::string& path,
                                                        const rocksdb::Options& options) {
  if (path.empty()) return LimitError("The folder of the store is \"\"; it must be a path.");
  KARVAN_RETURN_IF_ERROR(EnsureFolder(*options.env, path));
  rocksdb::DB* opened = nullptr;
  rocksdb::Status status = rocksdb::DB::Open(options, path, &opened);
  std::unique_ptr<rocksdb::DB> db(opened);
  if (status.IsIOError() && absl::StrContains(status.ToString(), "/LOCK: ")) {
    return UnavailableError(absl::StrCat(
        "the folder '", path, "' is open already, here or in another process: ", status.ToString()));
  }
  KARVAN_RETURN_IF_ERROR(FromRocksDb(status, absl::StrCat("open folder '", path, "'")));
  KARVAN_RETURN_IF_ERROR(CheckFormat(*db, path));
  KARVAN_RETURN_IF_ERROR(RemoveBulkFiles(*options.env, BulkFolder(path)));
  return db;
}

}  // namespace karvan::kv
