#include "services/statistics/api/series_response.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "services/platform/status/macros.h"
#include "services/statistics/api/observation_convert.h"
#include "services/statistics/api/packed_columns.h"

namespace karvan::statistics {
namespace {

bool HasAny(const SeriesColumn& column) {
  return std::any_of(column.numbers.begin(), column.numbers.end(),
                     [](const SeriesNumber& number) { return number.present(); });
}

// The multipliers of all values; none when all are 0.
std::vector<int> Multipliers(const SeriesRows& series) {
  std::vector<int> multipliers;
  if (std::all_of(series.said.begin(), series.said.end(),
                  [](const Measures& said) { return said.unit_multiplier == 0; })) {
    return multipliers;
  }
  for (size_t row = 0; row < series.rows.size(); ++row) {
    multipliers.push_back(series.SaidOf(row).unit_multiplier);
  }
  return multipliers;
}

// The unit of all quantities; nothing when they differ or there is none.
std::optional<std::string> CommonUnit(const SeriesRows& series) {
  const std::string* unit = nullptr;
  for (size_t row = 0; row < series.rows.size(); ++row) {
    if (!series.quantities.numbers[row].present()) continue;
    const std::string& of_row = series.SaidOf(row).quantity_unit;
    if (unit != nullptr && *unit != of_row) return std::nullopt;
    unit = &of_row;
  }
  return unit == nullptr ? std::nullopt : std::optional<std::string>(*unit);
}

v1::SeriesNote NoteOf(const Measures& said) {
  v1::SeriesNote note;
  note.set_qualifier(ToProto(said.qualifier));
  if (said.status != "A") note.set_status(said.status);
  if (said.confidentiality != "F") note.set_confidentiality(said.confidentiality);
  note.set_statement(said.statement);
  note.set_valuation(ToProto(said.valuation));
  return note;
}

void AddNotes(const SeriesRows& series, v1::GetSeriesResponse& response) {
  std::vector<v1::SeriesNote> notes;
  bool any = false;
  for (const Measures& said : series.said) {
    notes.push_back(NoteOf(said));
    any = any || notes.back().ByteSizeLong() > 0;
  }
  for (size_t row = 0; any && row < series.rows.size(); ++row) {
    const v1::SeriesNote& note = notes[series.rows[row].said];
    if (note.ByteSizeLong() == 0) continue;  // nothing is particular
    v1::SeriesNote& of_row = *response.add_notes();
    of_row = note;
    of_row.set_row(static_cast<uint32_t>(row));
  }
}

}  // namespace

absl::StatusOr<v1::GetSeriesResponse> SeriesResponse(const SeriesKey& series, const SeriesRows& rows,
                                                     int64_t snapshot) {
  v1::GetSeriesResponse response;
  *response.mutable_series() = ToProto(series);
  *response.mutable_periods() = PackPeriods(rows.rows);
  KARVAN_ASSIGN_OR_RETURN(*response.mutable_values(), PackColumn(rows.values, Multipliers(rows)));
  if (HasAny(rows.net_weights)) {
    KARVAN_ASSIGN_OR_RETURN(*response.mutable_net_weights(), PackColumn(rows.net_weights, {}));
  }
  if (std::optional<std::string> unit = CommonUnit(rows)) {
    KARVAN_ASSIGN_OR_RETURN(*response.mutable_quantities(), PackColumn(rows.quantities, {}));
    response.set_quantity_unit(*std::move(unit));
  }
  AddNotes(rows, response);
  response.set_snapshot(snapshot);
  return response;
}

}  // namespace karvan::statistics
