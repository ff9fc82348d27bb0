#include "services/indicators/domain/indicator/result.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace karvan::indicators {
namespace {

IndicatorResult From(const BilateralTrade& trade, absl::string_view unit) {
  IndicatorResult result;
  result.unit = std::string(unit);
  result.dataset = trade.scope().dataset.name;
  result.snapshot = trade.scope().snapshot;
  return result;
}

std::optional<Interval> Rounded(const std::optional<Interval>& interval) {
  if (!interval) return std::nullopt;
  return RoundOutwards(*interval, kRatioPlaces);
}

}  // namespace

std::vector<std::string> NotesOn(const std::vector<Observation>& lineage) {
  const auto confidential = [](const Observation& observation) { return observation.confidential; };
  const auto count = std::count_if(lineage.begin(), lineage.end(), confidential);
  if (count == 0) return {};
  const CellKey& first = std::find_if(lineage.begin(), lineage.end(), confidential)->key;
  if (count == 1) return {absl::StrCat("uses a figure that is flagged confidential: ", CellWords(first))};
  return {
      absl::StrCat("uses ", count, " figures that are flagged confidential, the first: ", CellWords(first))};
}

IndicatorResult WithoutValue(const BilateralTrade& trade, absl::string_view unit, const Absence& absence) {
  IndicatorResult result = From(trade, unit);
  result.absence = absence;
  return result;
}

IndicatorResult OfLevel(const BilateralTrade& trade, const Level& level, Flow flow) {
  IndicatorResult result = From(trade, trade.scope().dataset.currency);
  result.flow = flow;
  result.value = level.value;
  result.interval = level.interval;
  result.last_place = level.last_place;
  result.variant = FormWords(level, flow);
  result.lineage = level.lineage;
  return result;
}

bool HasSum(const std::vector<Level>& levels) {
  return std::any_of(levels.begin(), levels.end(),
                     [](const Level& level) { return level.form != LevelForm::kObserved; });
}

IndicatorResult OfRatio(const BilateralTrade& trade, absl::string_view unit, const RatioValue& ratio,
                        const std::vector<Level>& levels) {
  IndicatorResult result = From(trade, unit);
  result.value = ratio.value;
  result.interval = Rounded(ratio.interval);
  result.printed_interval = Rounded(ratio.printed_interval);
  for (const Level& level : levels) {
    result.last_place = std::max(result.last_place, level.last_place);
    result.lineage.insert(result.lineage.end(), level.lineage.begin(), level.lineage.end());
  }
  return result;
}

}  // namespace karvan::indicators
