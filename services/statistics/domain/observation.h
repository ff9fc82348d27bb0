#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "services/platform/decimal/decimal.h"
#include "services/platform/period/period.h"
#include "services/statistics/domain/series_key.h"

namespace karvan::statistics {

// How the office qualified a value in words. The numbers are stored: do not change them.
enum class Qualifier {
  kNone = 0,
  kExact = 1,
  kAbout = 2,
  kOver = 3,
  kAtLeast = 4,
  kAlmost = 5,
  kUpTo = 6,
};

// How a value is valued. The numbers are stored: do not change them.
enum class Valuation {
  kNotStated = 0,
  kCif = 1,
  kFob = 2,
};

// What is measured of one cell. Missing is not zero: an absent measure was not published.
struct Measures {
  bool deleted = false;          // the release takes the cell away: nothing is measured
  std::optional<Decimal> value;  // in 10^unit_multiplier of the dataset's currency
  int unit_multiplier = 0;       // -9 to 12
  Valuation valuation = Valuation::kNotStated;
  std::optional<Decimal> cif_value;  // beside the value, in the same unit
  std::optional<Decimal> fob_value;
  std::optional<Decimal> net_weight;  // kilograms
  std::optional<Decimal> quantity;
  std::string quantity_unit;  // as the office names it; UTF-8
  Qualifier qualifier = Qualifier::kNone;
  std::string status = "A";           // SDMX CL_OBS_STATUS
  std::string confidentiality = "F";  // SDMX CL_CONF_STATUS
  std::string statement;              // id of the statement that the figure was taken from; may be empty
};

// False when nothing was published of the cell.
inline bool HasMeasure(const Measures& m) {
  return m.value || m.cif_value || m.fob_value || m.net_weight || m.quantity;
}

inline constexpr int kMinUnitMultiplier = -9;
inline constexpr int kMaxUnitMultiplier = 12;
inline constexpr int kMaxQuantityUnitBytes = 64;

// One cell of a dataset: a series in a period.
struct Observation {
  SeriesKey series;
  Period period;
  Measures measures;
};

// A cell as a query sees it: the version that is current at the asked snapshot.
struct VersionedObservation {
  Observation observation;
  int64_t release = 0;   // number of the release that brought it
  int64_t sequence = 0;  // of that release
  absl::Time published_at;
  bool deleted = false;  // the cell is not there any more, or the release took it away; it has no measures
};

// The order of query answers: by series, then by period.
inline std::strong_ordering CompareCells(const Observation& a, const Observation& b) {
  if (auto order = a.series <=> b.series; order != 0) return order;
  return a.period <=> b.period;
}

}  // namespace karvan::statistics
