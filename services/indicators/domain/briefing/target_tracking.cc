#include "services/indicators/domain/briefing/target_tracking.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/indicators/domain/indicator/catalogue.h"
#include "services/indicators/domain/indicator/level.h"
#include "services/indicators/domain/indicator/too_large.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

constexpr int kDeadlineYears = 7;  // when the target names none

TargetSection SectionOf(const Target& target) {
  TargetSection section;
  section.target = target;
  section.printed = target.figure.text.empty() ? InWords(target.figure) : target.figure.text;
  return section;
}

// The latest calendar year with a turnover.
struct Base {
  Period year;
  IndicatorResult turnover;
};

absl::StatusOr<std::optional<Base>> LatestYear(const BilateralTrade& trade, const CheckAlive& check_alive) {
  const std::vector<int> years = trade.Years();
  for (auto year = years.rbegin(); year != years.rend(); ++year) {
    KARVAN_RETURN_IF_ERROR(check_alive());
    IndicatorQuery query;
    KARVAN_ASSIGN_OR_RETURN(query.period, Period::Year(*year));
    KARVAN_ASSIGN_OR_RETURN(IndicatorResult turnover, Compute(*FindIndicator("turnover"), trade, query));
    if (turnover.value && turnover.value->Sign() > 0) return Base{query.period, std::move(turnover)};
  }
  return std::optional<Base>();
}

std::vector<Period> DeadlinesOf(const Target& target, const Period& base) {
  if (target.deadline) return {*target.deadline};
  std::vector<Period> deadlines;
  for (int year = 1; year <= kDeadlineYears; ++year) {
    if (auto deadline = Period::Year(base.year() + year); deadline.ok()) deadlines.push_back(*deadline);
  }
  return deadlines;
}

// The way to a target from a base, its value being known.
absl::StatusOr<TargetSection> Track(const BilateralTrade& trade, const Base& base, TargetSection section) {
  section.base_period = base.year;
  section.base = base.turnover;
  KARVAN_ASSIGN_OR_RETURN(section.gap, section.value->Sub(*base.turnover.value));
  KARVAN_ASSIGN_OR_RETURN(Decimal hundredfold, base.turnover.value->Shift(2));
  KARVAN_ASSIGN_OR_RETURN(section.share_reached, Decimal::Divide(hundredfold, *section.value, kRatioPlaces));
  for (const Period& deadline : DeadlinesOf(section.target, base.year)) {
    if (deadline.end_month() <= base.year.end_month()) {
      section.reason_text = absl::StrCat("its deadline, ", deadline.Label(), ", does not come after ",
                                         base.year.Label(), ", the latest full year with figures");
      continue;
    }
    IndicatorQuery query;
    query.period = base.year;
    query.target_value = section.value;
    query.deadline = deadline;
    KARVAN_ASSIGN_OR_RETURN(IndicatorResult growth, Compute(*FindIndicator("required_growth"), trade, query));
    section.required.push_back({deadline, std::move(growth)});
  }
  return section;
}

bool Counts(const BilateralTrade& trade, const Target& target) {
  return (target.reporter.empty() || trade.scope().reporter == target.reporter) &&
         trade.scope().dataset.currency == target.figure.unit;
}

TargetSection Untracked(TargetSection section, absl::string_view why) {
  section.reason_text = std::string(why);
  return section;
}

absl::StatusOr<std::vector<TargetSection>> TrackOnEach(const Target& target,
                                                       const std::vector<BilateralTrade>& trades,
                                                       const CheckAlive& check_alive) {
  TargetSection untracked = SectionOf(target);
  KARVAN_ASSIGN_OR_RETURN(untracked.value, Amount(target.figure));
  if (target.indicator != "turnover" || untracked.value->Sign() <= 0) {
    return std::vector<TargetSection>{
        Untracked(untracked, "only targets of turnover, above zero, can be tracked")};
  }
  std::vector<TargetSection> sections;
  for (const BilateralTrade& trade : trades) {
    if (!Counts(trade, target)) continue;
    KARVAN_ASSIGN_OR_RETURN(std::optional<Base> base, LatestYear(trade, check_alive));
    if (!base) continue;
    TargetSection on_dataset = untracked;
    on_dataset.dataset = trade.scope().dataset.name;
    on_dataset.reporter = trade.scope().reporter;
    KARVAN_ASSIGN_OR_RETURN(TargetSection section, UnlessTooLarge(Track(trade, *base, on_dataset),
                                                                  Untracked(on_dataset, kTooLargeWords)));
    sections.push_back(std::move(section));
  }
  if (sections.empty()) {
    sections.push_back(
        Untracked(untracked, absl::StrCat("no dataset in ", target.figure.unit, " of ",
                                          target.reporter.empty() ? "either area" : target.reporter,
                                          " has the turnover of a full year")));
  }
  return sections;
}

}  // namespace

absl::StatusOr<std::vector<TargetSection>> TrackTarget(const Target& target,
                                                       const std::vector<BilateralTrade>& trades,
                                                       const CheckAlive& check_alive) {
  return UnlessTooLarge(TrackOnEach(target, trades, check_alive),
                        {Untracked(SectionOf(target), kTooLargeWords)});
}

}  // namespace karvan::indicators
