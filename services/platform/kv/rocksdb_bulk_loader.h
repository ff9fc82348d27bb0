#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "rocksdb/db.h"
#include "rocksdb/sst_file_writer.h"
#include "services/platform/kv/rocksdb_free_space.h"
#include "services/platform/kv/rules.h"
#include "services/platform/kv/store.h"

namespace karvan::kv {

// A bulk load into table files of its own, which the store takes over at Seal. They are written beside the
// store, so that taking over is a link, and are removed when the load is abandoned.
class RocksDbBulkLoader final : public BulkLoader {
 public:
  // Makes the files durable rows of the store.
  using Ingest = std::function<absl::Status(const std::vector<std::string>& files)>;

  // The files are `file_prefix` with numbers after it; the rows get `version`. The space outlives it.
  RocksDbBulkLoader(absl::string_view prefix, const Capabilities& limits, RowVersion version,
                    rocksdb::Options options, const FreeSpace& space, std::string file_prefix, Ingest ingest);
  ~RocksDbBulkLoader() override;

  absl::Status Add(absl::string_view key, absl::string_view value) override;
  absl::Status Seal() override;

 private:
  absl::Status StartFile();
  absl::Status FinishFile();

  BulkRules rules_;
  const RowVersion version_;
  const rocksdb::Options options_;
  const FreeSpace& space_;
  const std::string file_prefix_;
  const Ingest ingest_;
  std::unique_ptr<rocksdb::SstFileWriter> file_;  // null between files
  std::vector<std::string> files_;
  size_t unchecked_bytes_ = 0;  // since the last look at the free space
  absl::Status broken_;         // the first failed write: no row may be left out of a sealed load
};

}  // namespace karvan::kv
