#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/statistics/domain/observation.h"

// The keys of the store. The first component is the domain: the catalogue, or the id of a dataset.
//
//   domain "ledger" ...                         the domain's log (platform/ledger)
//   "_datasets" "D" id                          a dataset
//   dataset "C"                                 the dataset's counters
//   dataset "E" number                          the embargo of a release
//   dataset "L" number                          a release
//   dataset "P" sequence                        a publication
//   dataset "R"                                 the runs that queries read
//   dataset "A" run                             who writes a run that nothing names yet
//   dataset "X" sequence                        a purge
//   dataset "B" run ...                         a run: see run/run_keys.h
//   dataset "U" release number                  an upload
//   dataset "V" number ...                      the content of an upload: see upload_keys.h
//   dataset "S" id                              a planned release
//   dataset "T" id release                      that a release names a planned one
namespace karvan::statistics {

// No dataset has this id, for ids begin with a letter.
inline constexpr char kCatalogueDomain[] = "_datasets";

std::string DatasetsPrefix();
std::string DatasetKey(absl::string_view id);
std::string CountersKey(absl::string_view dataset);
std::string ReleasesPrefix(absl::string_view dataset);
std::string ReleaseKey(absl::string_view dataset, int64_t number);
std::string PublicationsPrefix(absl::string_view dataset);
std::string PublicationKey(absl::string_view dataset, int64_t sequence);
std::string EmbargoesPrefix(absl::string_view dataset);
std::string EmbargoKey(absl::string_view dataset, int64_t number);
std::string PurgesPrefix(absl::string_view dataset);
std::string PurgeKey(absl::string_view dataset, int64_t sequence);
std::string RunListKey(absl::string_view dataset);
std::string AllocationsPrefix(absl::string_view dataset);
std::string AllocationKey(absl::string_view dataset, int64_t run);
std::string RunsPrefix(absl::string_view dataset);
std::string RunPrefix(absl::string_view dataset, int64_t run);
std::string PlannedReleasesPrefix(absl::string_view dataset);
std::string PlannedReleaseKey(absl::string_view dataset, absl::string_view id);
std::string PlanTiesPrefix(absl::string_view dataset, absl::string_view id);
std::string PlanTieKey(absl::string_view dataset, absl::string_view id, int64_t release);

// The place of a cell in the order of query answers, for page tokens.
std::string CellKey(const SeriesKey& series, const Period& period);

// The cell of a cell key. DATA_LOSS when it is none.
struct Cell {
  SeriesKey series;
  Period period;
};
absl::StatusOr<Cell> ParseCellKey(absl::string_view key);

}  // namespace karvan::statistics
