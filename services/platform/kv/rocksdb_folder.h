#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "rocksdb/db.h"
#include "rocksdb/options.h"
#include "services/platform/kv/rocksdb_store.h"

namespace karvan::kv {

// How the engine is set up for a store.
rocksdb::Options EngineOptions(const RocksDbOptions& options);

// The folder for the files of bulk loads.
std::string BulkFolder(const std::string& path);

// Opens the folder of a store, made when missing, and checks its format; an empty one gets ours. Files of
// bulk loads that a crash cut short are removed.
absl::StatusOr<std::unique_ptr<rocksdb::DB>> OpenFolder(const std::string& path,
                                                        const rocksdb::Options& options);

// Writes what the folder says of its format, durably.
absl::Status WriteFormat(rocksdb::DB& db, absl::string_view format);

// Removes the store of a folder if it is one whose restore did not end.
absl::Status RemoveBrokenRestore(const std::string& path, const rocksdb::Options& options);

}  // namespace karvan::kv
