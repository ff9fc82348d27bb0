#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/statistics/domain/publication.h"
#include "services/statistics/storage/stored.pb.h"
#include "services/statistics/storage/verify/report.h"

namespace karvan::statistics {

// Reads the releases of a dataset, and holds them against its publications, and those against the entries of
// its log. Gives the releases that can be read; what is wrong goes to `report`. Errors are those of the store
// that say nothing about its content.
absl::StatusOr<std::vector<stored::StoredRelease>> VerifyReleases(kv::Store& store, absl::string_view dataset,
                                                                  const History& history,
                                                                  VerifyReport& report);

}  // namespace karvan::statistics
