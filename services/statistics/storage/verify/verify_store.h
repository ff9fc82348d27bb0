#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/statistics/storage/verify/report.h"

// Reads all that a store of the service holds, past every cache, and checks it. The store may be served
// meanwhile. What is wrong stands in the reports; errors are those of `check_alive`, which is asked in
// between, and those of the store that say nothing about its content.
namespace karvan::statistics {

// The catalogue of datasets and its log. Adds the ids of the datasets that can be read to `datasets`.
absl::StatusOr<VerifyReport> VerifyCatalogue(kv::Store& store,
                                             const std::function<absl::Status()>& check_alive,
                                             std::vector<std::string>& datasets);

// One dataset: its log, its releases and publications against the log, the runs that queries read and those
// of drafts, and whether each published release is there with every cell that it brought.
absl::StatusOr<VerifyReport> VerifyDataset(kv::Store& store, absl::string_view dataset,
                                           const std::function<absl::Status()>& check_alive);

}  // namespace karvan::statistics
