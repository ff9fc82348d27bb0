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
//   dataset "L" number                          a release
//   dataset "P" sequence                        a publication
//   dataset "B" run class reporter flow partner classification product second-partner customs transport
//           first-month month-count             a page of a run, by its first cell
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
std::string RunsPrefix(absl::string_view dataset);
std::string RunPrefix(absl::string_view dataset, int64_t run);

// Rows with breakdowns are in a key class of their own, so that reading totals does not step over them. The
// numbers are stored: do not change them.
enum class CellClass { kTotal = 0, kBreakdown = 1 };

CellClass ClassOf(const SeriesKey& series);

std::string ClassPrefix(absl::string_view dataset, int64_t run, CellClass cell_class);

// The part of a page key behind the class: cells order by its bytes as they do by CompareCells.
std::string CellKey(const SeriesKey& series, const Period& period);
inline std::string CellKey(const Observation& cell) { return CellKey(cell.series, cell.period); }

// The cell of a cell key. DATA_LOSS when it is none.
struct Cell {
  SeriesKey series;
  Period period;
};
absl::StatusOr<Cell> ParseCellKey(absl::string_view key);

}  // namespace karvan::statistics
