#include "services/statistics/api/names.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/platform/status/error.h"
#include "services/statistics/domain/codes.h"

namespace karvan::statistics {
namespace {

absl::Status BadName(absl::string_view name, absl::string_view field, absl::string_view pattern) {
  return InvalidField(field,
                      absl::StrCat("\"", absl::CHexEscape(name), "\" is not a name: must be ", pattern));
}

// A number as it is printed: from 1, without leading zeros.
bool ParseNumber(absl::string_view text, int64_t& number) {
  return absl::SimpleAtoi(text, &number) && number >= 1 && absl::StrCat(number) == text;
}

}  // namespace

std::string DatasetName(absl::string_view id) { return absl::StrCat("datasets/", id); }

absl::StatusOr<std::string> ParseDatasetName(absl::string_view name, absl::string_view field) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() != 2 || parts[0] != "datasets" || !CheckId(parts[1]).ok()) {
    return BadName(name, field, "\"datasets/{dataset}\"");
  }
  return parts[1];
}

absl::StatusOr<ReleaseId> ParseReleaseName(absl::string_view name, absl::string_view field) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  ReleaseId id;
  if (parts.size() != 4 || parts[0] != "datasets" || !CheckId(parts[1]).ok() || parts[2] != "releases" ||
      !ParseNumber(parts[3], id.number)) {
    return BadName(name, field, "\"datasets/{dataset}/releases/{number}\"");
  }
  id.dataset = parts[1];
  return id;
}

absl::StatusOr<PlannedReleaseId> ParsePlannedReleaseName(absl::string_view name, absl::string_view field) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() != 4 || parts[0] != "datasets" || !CheckId(parts[1]).ok() ||
      parts[2] != "plannedReleases" || !CheckId(parts[3]).ok()) {
    return BadName(name, field, "\"datasets/{dataset}/plannedReleases/{planned_release}\"");
  }
  return PlannedReleaseId{parts[1], parts[3]};
}

absl::StatusOr<UploadId> ParseUploadName(absl::string_view name, absl::string_view field) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  UploadId id;
  if (parts.size() != 6 || parts[0] != "datasets" || !CheckId(parts[1]).ok() || parts[2] != "releases" ||
      !ParseNumber(parts[3], id.release) || parts[4] != "uploads" || !ParseNumber(parts[5], id.number)) {
    return BadName(name, field, "\"datasets/{dataset}/releases/{number}/uploads/{number}\"");
  }
  id.dataset = parts[1];
  return id;
}

absl::StatusOr<PurgeId> ParsePurgeName(absl::string_view name, absl::string_view field) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  PurgeId id;
  if (parts.size() != 4 || parts[0] != "datasets" || !CheckId(parts[1]).ok() || parts[2] != "purges" ||
      !ParseNumber(parts[3], id.sequence)) {
    return BadName(name, field, "\"datasets/{dataset}/purges/{number}\"");
  }
  id.dataset = parts[1];
  return id;
}

}  // namespace karvan::statistics
