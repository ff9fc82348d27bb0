#include "services/indicators/domain/briefing/trade_sections.h"

#include <algorithm>
#include <set>
#include <utility>

#include "services/indicators/domain/indicator/catalogue.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

constexpr int kYearsBefore = 2;
constexpr int kMonthsInYear = 12;

int LastYear(const Period& period) { return (period.end_month() - 1) / kMonthsInYear; }

std::set<Period> PeriodsOfInterest(const BilateralTrade& trade, const Period& period) {
  std::set<Period> periods = {period};
  for (const Period& year : YearsBefore(period)) periods.insert(year);
  const int january = LastYear(period) * kMonthsInYear;
  for (const Period& own : trade.PeriodsWithin(january, january + kMonthsInYear)) {
    if (own.IsCumulative() && !own.IsMonth()) periods.insert(own);
  }
  return periods;
}

struct SectionIndicator {
  absl::string_view id;
  std::optional<Flow> flow;
};

constexpr SectionIndicator kSectionIndicators[] = {
    {"turnover", std::nullopt},  {"trade_value", Flow::kExports}, {"trade_value", Flow::kImports},
    {"balance", std::nullopt},   {"flow_share", Flow::kExports},  {"flow_share", Flow::kImports},
    {"growth", Flow::kTurnover},
};

// A figure that is too large to compute with is there all the same; growth may mean the year before by it.
bool HasFigure(const TradeSection& section) {
  return std::any_of(section.indicators.begin(), section.indicators.end(), [](const IndicatorResult& result) {
    return result.value || (result.absence.reason == Reason::kNotDefined && result.indicator != "growth");
  });
}

absl::StatusOr<TradeSection> SectionIn(const BilateralTrade& trade, const Period& period,
                                       const CheckAlive& check_alive) {
  TradeSection section{trade.scope().dataset, trade.scope().reporter, trade.scope().partner, period, {}};
  for (const SectionIndicator& indicator : kSectionIndicators) {
    KARVAN_RETURN_IF_ERROR(check_alive());
    IndicatorQuery query;
    query.period = period;
    query.flow = indicator.flow;
    KARVAN_ASSIGN_OR_RETURN(IndicatorResult result, Compute(*FindIndicator(indicator.id), trade, query));
    section.indicators.push_back(std::move(result));
  }
  return section;
}

}  // namespace

std::vector<Period> YearsBefore(const Period& period) {
  std::vector<Period> years;
  for (int back = kYearsBefore; back >= 1; --back) {
    if (auto year = Period::Year(LastYear(period) - back); year.ok()) years.push_back(*year);
  }
  return years;
}

absl::StatusOr<std::vector<TradeSection>> TradeSectionsOf(const BilateralTrade& trade, const Period& period,
                                                          const CheckAlive& check_alive) {
  std::vector<TradeSection> sections;
  bool any_figure = false;
  for (const Period& of_interest : PeriodsOfInterest(trade, period)) {
    KARVAN_ASSIGN_OR_RETURN(TradeSection section, SectionIn(trade, of_interest, check_alive));
    any_figure = any_figure || HasFigure(section);
    if (of_interest == period || HasFigure(section)) sections.push_back(std::move(section));
  }
  if (!any_figure) sections.clear();
  return sections;
}

}  // namespace karvan::indicators
