#include "services/statistics/api/series_response.h"

#include <algorithm>

#include "services/platform/status/macros.h"
#include "services/statistics/api/observation_convert.h"
#include "services/statistics/api/packed_columns.h"

namespace karvan::statistics {
namespace {

using Cells = std::vector<VersionedObservation>;

// One measure of all cells. No rows when no cell has it.
template <typename Get>
absl::StatusOr<karvan::type::v1::DecimalColumn> PackIfAny(const Cells& cells, Get get) {
  std::vector<ScaledNumber> rows;
  for (const VersionedObservation& cell : cells) rows.push_back({get(cell.observation.measures), 0});
  const bool any =
      std::any_of(rows.begin(), rows.end(), [](const ScaledNumber& row) { return row.number.has_value(); });
  return any ? PackDecimals(rows) : karvan::type::v1::DecimalColumn();
}

// The unit of all quantities; nothing when they differ or there is none.
std::optional<std::string> CommonUnit(const Cells& cells) {
  std::optional<std::string> unit;
  for (const VersionedObservation& cell : cells) {
    const Measures& measures = cell.observation.measures;
    if (!measures.quantity) continue;
    if (unit && *unit != measures.quantity_unit) return std::nullopt;
    unit = measures.quantity_unit;
  }
  return unit;
}

void AddNotes(const Cells& cells, v1::GetSeriesResponse& response) {
  for (size_t i = 0; i < cells.size(); ++i) {
    const Measures& measures = cells[i].observation.measures;
    v1::SeriesNote note;
    note.set_qualifier(ToProto(measures.qualifier));
    if (measures.status != "A") note.set_status(measures.status);
    if (measures.confidentiality != "F") note.set_confidentiality(measures.confidentiality);
    note.set_statement(measures.statement);
    note.set_valuation(ToProto(measures.valuation));
    if (note.ByteSizeLong() == 0) continue;  // nothing is particular
    note.set_row(i);
    *response.add_notes() = std::move(note);
  }
}

}  // namespace

absl::StatusOr<v1::GetSeriesResponse> SeriesResponse(const SeriesKey& series, const Cells& cells,
                                                     int64_t snapshot) {
  v1::GetSeriesResponse response;
  *response.mutable_series() = ToProto(series);
  std::vector<Period> periods;
  std::vector<ScaledNumber> values;
  for (const VersionedObservation& cell : cells) {
    periods.push_back(cell.observation.period);
    values.push_back({cell.observation.measures.value, cell.observation.measures.unit_multiplier});
  }
  *response.mutable_periods() = PackPeriods(periods);
  KARVAN_ASSIGN_OR_RETURN(*response.mutable_values(), PackDecimals(values));
  KARVAN_ASSIGN_OR_RETURN(*response.mutable_net_weights(),
                          PackIfAny(cells, [](const Measures& m) { return m.net_weight; }));
  if (std::optional<std::string> unit = CommonUnit(cells)) {
    KARVAN_ASSIGN_OR_RETURN(*response.mutable_quantities(),
                            PackIfAny(cells, [](const Measures& m) { return m.quantity; }));
    response.set_quantity_unit(*unit);
  }
  AddNotes(cells, response);
  response.set_snapshot(snapshot);
  return response;
}

}  // namespace karvan::statistics
