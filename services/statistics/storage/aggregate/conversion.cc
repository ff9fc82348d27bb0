#include "services/statistics/storage/aggregate/conversion.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace karvan::statistics {
namespace {

constexpr size_t kMaxNamedPeriods = 24;

Period PeriodOf(const AggregateRow& row) {
  return Period::FromMonths(FirstMonthOf(row.key.period), MonthCountOf(row.key.period)).value();
}

absl::StatusOr<ExactSum> Converted(const CurrencyConversion& conversion, const ExactSum& sum,
                                   const Decimal& rate) {
  KARVAN_ASSIGN_OR_RETURN(const Decimal value, sum.Total());
  const bool multiplies = conversion.quote == CurrencyConversion::Quote::kTargetPerSource;
  KARVAN_ASSIGN_OR_RETURN(
      const Decimal converted,
      multiplies ? value.Mul(rate) : Decimal::Divide(value, rate, conversion.digits + kQuotientGuard));
  ExactSum result;
  if (!result.Add(converted, 0)) return SumOverflow();
  return result;
}

absl::Status RateMissing(const CurrencyConversion& conversion, const std::set<Period>& periods) {
  std::vector<std::string> names;
  for (const Period& period : periods) {
    if (names.size() == kMaxNamedPeriods) break;
    names.push_back(period.ToString());
  }
  const std::string named = absl::StrJoin(names, ", ");
  const std::string more =
      periods.size() > names.size() ? absl::StrCat(" and ", periods.size() - names.size(), " more") : "";
  return Error(absl::StatusCode::kFailedPrecondition, "RATE_MISSING",
               absl::StrCat("the series ", Describe(conversion.series), " of datasets/", conversion.rates,
                            " has no rate for ", named, more,
                            ": ask for other periods, or set missing_rate to leave them out"),
               {{"periods", named}});
}

}  // namespace

absl::Status ConvertValues(const CurrencyConversion& conversion, const Rates& rates, AggregateTable& table) {
  std::set<Period> missing;
  for (uint32_t number = 0; number < table.size(); ++number) {
    AggregateRow& row = table.row(number);
    if (row.value.empty()) continue;
    const Period period = PeriodOf(row);
    const auto rate = rates.find(period);
    if (rate != rates.end()) {
      KARVAN_ASSIGN_OR_RETURN(row.value, Converted(conversion, row.value, rate->second));
    } else if (conversion.leave_out_missing) {
      row.value = ExactSum();
      row.without_rate = row.cells - row.missing_values;
      row.missing_values = row.cells;
    } else {
      missing.insert(period);
    }
  }
  return missing.empty() ? absl::OkStatus() : RateMissing(conversion, missing);
}

absl::Status RoundValue(int digits, AggregateRow& row) {
  if (row.value.empty()) return absl::OkStatus();
  KARVAN_ASSIGN_OR_RETURN(const Decimal exact, row.value.Total());
  KARVAN_ASSIGN_OR_RETURN(const Decimal rounded, exact.Rescale(digits));
  row.value = ExactSum();
  return row.value.Add(rounded, 0) ? absl::OkStatus() : SumOverflow();
}

}  // namespace karvan::statistics
