#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "rocksdb/env.h"
#include "rocksdb/io_status.h"

namespace karvan::kv::testing {

class UnsyncedLossFileSystem;

// An Env over the machine's that can lose power: then every change fails, and when the power is back, files
// have only what was synced, and new, renamed and linked names are there only if their folder was synced.
// Removals are durable at once. A store must be closed between PowerOff and PowerOn. Thread-safe.
class UnsyncedLossEnv {
 public:
  UnsyncedLossEnv();
  ~UnsyncedLossEnv();

  rocksdb::Env* env() { return env_.get(); }

  // From now on, or after `changes` more calls that change something, every such call fails.
  void PowerOff() { PowerOffAfter(0); }
  void PowerOffAfter(int64_t changes);
  // Drops what was not synced. Whatever is left is durable.
  void PowerOn();

  // Syncs answer OK and do nothing: shows that a test notices what is lost.
  void IgnoreSyncs();

  // While set, writes to files fail with this status (a full disk).
  void FailWrites(std::optional<rocksdb::IOStatus> status);

  // Calls so far that changed something.
  int64_t changes() const;

 private:
  std::shared_ptr<UnsyncedLossFileSystem> file_system_;
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace karvan::kv::testing
