#include "services/cli/render/series_rows.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/render/enum_word.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

absl::StatusOr<Period> PeriodAt(const type::v1::PeriodColumn& column, int row) {
  int lengths = column.month_counts_size();
  if (lengths != 1 && lengths != column.first_months_size()) {
    return absl::DataLossError(
        absl::StrCat("the series has ", column.first_months_size(), " periods but ", lengths, " lengths"));
  }
  uint32_t months = column.month_counts(lengths == 1 ? 0 : row);
  return Period::FromMonths(column.first_months(row), static_cast<int>(months));
}

// unscaled * 10^-scale; the scale may be negative.
absl::StatusOr<Decimal> FromColumn(int64_t unscaled, int scale) {
  if (scale >= 0) return Decimal::FromUnscaled(unscaled, scale);
  return Decimal::FromInteger(unscaled).Shift(-scale);
}

std::string InWords(const statistics::v1::SeriesNote& note) {
  std::vector<std::string> words;
  if (note.qualifier() != 0)
    words.push_back(EnumWord(type::v1::Qualifier_Name(note.qualifier()), "QUALIFIER_"));
  if (!note.status().empty()) words.push_back(absl::StrCat("status ", note.status()));
  if (!note.confidentiality().empty())
    words.push_back(absl::StrCat("confidentiality ", note.confidentiality()));
  if (!note.valuation().empty()) words.push_back(note.valuation());
  if (!note.statement().empty()) words.push_back(note.statement());
  return absl::StrJoin(words, ", ");
}

}  // namespace

absl::StatusOr<std::vector<SeriesRow>> UnpackSeries(const statistics::v1::GetSeriesResponse& series) {
  const type::v1::DecimalColumn& values = series.values();
  const int count = series.periods().first_months_size();
  if (values.unscaled_size() != count) {
    return absl::DataLossError(
        absl::StrCat("the series has ", count, " periods but ", values.unscaled_size(), " values"));
  }
  std::vector<SeriesRow> rows(count);
  for (int i = 0; i < count; ++i) {
    KARVAN_ASSIGN_OR_RETURN(rows[i].period, PeriodAt(series.periods(), i));
    KARVAN_ASSIGN_OR_RETURN(rows[i].value, FromColumn(values.unscaled(i), values.scale()));
  }
  auto outside = [count](uint32_t row) { return row >= static_cast<uint32_t>(count); };
  for (uint32_t row : values.missing()) {
    if (outside(row)) return absl::DataLossError("the series marks a row as missing that it does not have");
    rows[row].missing = true;
  }
  for (const type::v1::DecimalException& exception : values.exceptions()) {
    if (outside(exception.row()))
      return absl::DataLossError("the series has a value for a row that it does not have");
    KARVAN_ASSIGN_OR_RETURN(rows[exception.row()].value, Decimal::Parse(exception.value()));
  }
  for (const statistics::v1::SeriesNote& note : series.notes()) {
    if (outside(note.row()))
      return absl::DataLossError("the series has a note on a row that it does not have");
    rows[note.row()].note = InWords(note);
  }
  return rows;
}

}  // namespace karvan::cli
