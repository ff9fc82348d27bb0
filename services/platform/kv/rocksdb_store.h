#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/restore.h"
#include "services/platform/kv/store.h"

namespace rocksdb {
class Env;
}

namespace karvan::kv {

struct RocksDbOptions {
  std::string path;  // the folder; made when missing, with its parents
  size_t block_cache_bytes = 256 << 20;
  // Writes are refused (STORAGE_FULL) while the disk has less free space. It is for the engine: what it
  // cannot write in the background, such as a full memory table, it would fail a commit for, with an outcome
  // unknown.
  uint64_t reserved_bytes = 64 << 20;
  // Opens a store whose write-ahead log is damaged, and drops all commits from the damage on.
  bool ends_log_at_damage = false;
  absl::Duration view_lifetime = Capabilities().view_lifetime;
  const Clock* clock = &SystemClock::Instance();  // for the age of views; outlives the store
  rocksdb::Env* env = nullptr;                    // for fault tests; null is the machine's
};

// Opens a store in a folder of its own, durable by fsync. UNAVAILABLE when the folder is open already, here
// or in another process; FAILED_PRECONDITION (STORE_FORMAT) when it holds another format, or a
// restore that did not end; CORRUPT;
// STORAGE_FULL. CORRUPT also when the write-ahead log is damaged before its end.
absl::StatusOr<std::unique_ptr<Store>> OpenRocksDbStore(const RocksDbOptions& options);

// As OpenRocksDbStore, to restore a backup. FAILED_PRECONDITION (STORE_FORMAT) when the store has rows,
// unless they are of a restore that did not end: those are removed.
absl::StatusOr<StoreInRestore> RestoreRocksDbStore(const RocksDbOptions& options);

}  // namespace karvan::kv
