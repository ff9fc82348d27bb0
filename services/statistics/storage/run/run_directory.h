#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/statistics/storage/page/cell_table.h"

namespace karvan::statistics {

// What is known of the pages of a run without reading them. It is small (some 60 bytes a page of thousands of
// cells), so that it stays in memory.
struct LayerInfo {
  int64_t min_sequence = 0;
  int64_t max_sequence = 0;
};

struct PageInfo {
  GroupKey first_group;
  Code first_product;
  GroupKey last_group;
  Code last_product;
  uint32_t cell_count = 0;  // of layer 0
  int32_t first_month = 0;  // of the earliest period
  int32_t end_month = 0;    // after the latest
  std::vector<LayerInfo> layers;
};

struct RunDirectory {
  std::vector<PageInfo> pages;  // in the order of groups, then of products

  uint64_t cell_count() const;
  // The first page that may hold cells of the group and the product, or of any after them.
  size_t FirstPageFrom(const GroupKey& group, Code product) const;
};

// The parts of a directory as rows, each small enough for a store.
std::vector<std::string> EncodeDirectory(const RunDirectory& directory);

// Reads the directory of a run. DATA_LOSS (CORRUPT) names `what` when a part is missing or malformed.
absl::StatusOr<RunDirectory> ReadDirectory(kv::View& view, absl::string_view run_prefix,
                                           absl::string_view what);

}  // namespace karvan::statistics
