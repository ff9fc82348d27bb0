#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/statistics/domain/upload.h"

// The names of resources in requests. A name that is not well formed is INVALID_FIELD on `field`.
namespace karvan::statistics {

std::string DatasetName(absl::string_view id);

// The id in "datasets/{dataset}".
absl::StatusOr<std::string> ParseDatasetName(absl::string_view name, absl::string_view field);

struct ReleaseId {
  std::string dataset;
  int64_t number = 0;
};

// The parts of "datasets/{dataset}/releases/{release}".
absl::StatusOr<ReleaseId> ParseReleaseName(absl::string_view name, absl::string_view field);

struct PlannedReleaseId {
  std::string dataset;
  std::string id;
};

// The parts of "datasets/{dataset}/plannedReleases/{planned_release}".
absl::StatusOr<PlannedReleaseId> ParsePlannedReleaseName(absl::string_view name, absl::string_view field);

// The parts of "datasets/{dataset}/releases/{release}/uploads/{upload}".
absl::StatusOr<UploadId> ParseUploadName(absl::string_view name, absl::string_view field);
struct PurgeId {
  std::string dataset;
  int64_t sequence = 0;
};

// The parts of "datasets/{dataset}/purges/{purge}".
absl::StatusOr<PurgeId> ParsePurgeName(absl::string_view name, absl::string_view field);

}  // namespace karvan::statistics
