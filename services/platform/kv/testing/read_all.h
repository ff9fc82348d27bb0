#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "services/platform/kv/store.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::kv::testing {

// All rows of a range in the order of the scan, by as many scans as it takes.
inline std::vector<Row> ReadAll(View& view, Range range, const ScanOptions& options) {
  std::vector<Row> rows;
  while (true) {
    absl::StatusOr<ScanBatch> batch = view.Scan(range, options);
    EXPECT_THAT(batch, ::karvan::testing::IsOk());
    if (!batch.ok()) return rows;
    EXPECT_LE(batch->rows.size(), options.limit);
    rows.insert(rows.end(), batch->rows.begin(), batch->rows.end());
    if (!batch->resume_key.has_value()) return rows;
    EXPECT_FALSE(batch->rows.empty()) << "a scan that does not go on";
    if (batch->rows.empty()) return rows;
    (options.reverse ? range.end : range.start) = *batch->resume_key;
  }
}

}  // namespace karvan::kv::testing
