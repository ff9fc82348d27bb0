#pragma once

#include <optional>
#include <string>

#include "services/platform/decimal/decimal.h"
#include "services/platform/period/period.h"
#include "services/statistics/formats/row_fields.h"

// What both layouts of UN Comtrade's files share.
namespace karvan::statistics {

// The columns of one area.
struct AreaColumns {
  int iso = Header::kAbsent;
  int code = Header::kAbsent;

  bool absent() const { return iso == Header::kAbsent && code == Header::kAbsent; }

  // The column that problems of the area are put to.
  int reported() const { return code != Header::kAbsent ? code : iso; }
};

// The area: the ISO column where it holds three capital letters, else the number as ISO's letters or, if it
// has none, as three digits; the World (WLD, W00 or 0) as W00. A missing area is `missing`, or a problem when
// that is empty.
std::string ComtradeArea(AreaColumns columns, absl::string_view missing, RowFields& fields);

// "2017" is a year, "201401" a month.
std::optional<Period> ComtradePeriod(int column, RowFields& fields);

// A number as RowFields::Number reads it, or with an exponent, as R writes round ones: "1e+05".
std::optional<Decimal> ComtradeNumber(int column, RowFields& fields);

// The status of a value by the sum of estimation flags: 2 (quantity estimated) and 4 (net weight estimated)
// say nothing of the value, which Comtrade gives as reported ("A"); any other makes it estimated ("E").
std::string ComtradeStatus(int column, RowFields& fields);

}  // namespace karvan::statistics
