#pragma once

#include <memory>

#include "rocksdb/env.h"

namespace karvan::kv {

// Takes RocksDB's own log lines: warnings and errors become lines of the service's log. RocksDB would keep a
// file LOG in the folder of the store; Debian's build of it aborts the process when that cannot be written,
// as on a full disk.
std::shared_ptr<rocksdb::Logger> MakeRocksDbLogger();

}  // namespace karvan::kv
