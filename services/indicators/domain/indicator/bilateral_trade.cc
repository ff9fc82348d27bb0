#include "services/indicators/domain/indicator/bilateral_trade.h"

#include <set>

namespace karvan::indicators {

BilateralTrade::BilateralTrade(Scope scope, std::vector<Observation> observations)
    : scope_(std::move(scope)) {
  for (Observation& observation : observations) {
    const std::pair<Flow, Period> cell(observation.key.flow, observation.key.period);
    if (observation.key == Key(cell.first, cell.second))
      cells_.insert_or_assign(cell, std::move(observation));
  }
}

CellKey BilateralTrade::Key(Flow flow, const Period& period) const {
  return {.dataset = scope_.dataset.name,
          .reporter = scope_.reporter,
          .partner = scope_.partner,
          .flow = flow,
          .classification = scope_.classification,
          .product = scope_.product,
          .period = period};
}

const Observation* BilateralTrade::Find(Flow flow, const Period& period) const {
  auto cell = cells_.find({flow, period});
  return cell == cells_.end() ? nullptr : &cell->second;
}

const Observation* BilateralTrade::FindFigure(Flow flow, const Period& period) const {
  const Observation* observation = Find(flow, period);
  return observation != nullptr && observation->figure ? observation : nullptr;
}

std::vector<const Observation*> BilateralTrade::OfFlow(Flow flow) const {
  std::vector<const Observation*> observations;
  for (const auto& [cell, observation] : cells_) {
    if (cell.first == flow) observations.push_back(&observation);
  }
  return observations;
}

std::vector<Period> BilateralTrade::Periods() const {
  std::set<Period> periods;
  for (const auto& [cell, observation] : cells_) {
    if (observation.figure) periods.insert(cell.second);
  }
  return {periods.begin(), periods.end()};
}

BilateralTrade BilateralTrade::Without(absl::string_view statement) const {
  BilateralTrade rest = *this;
  std::erase_if(rest.cells_, [&](const auto& cell) { return cell.second.statement == statement; });
  return rest;
}

}  // namespace karvan::indicators
