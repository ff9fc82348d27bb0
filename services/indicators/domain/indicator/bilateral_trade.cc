#include "services/indicators/domain/indicator/bilateral_trade.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace karvan::indicators {
namespace {

constexpr int kMonthsInYear = 12;

bool InOrder(const Observation* a, const Observation* b) {
  return std::tie(a->key.flow, a->key.period) < std::tie(b->key.flow, b->key.period);
}

bool OfOneCell(const Observation* a, const Observation* b) { return !InOrder(a, b) && !InOrder(b, a); }

bool InScope(const BilateralTrade::Scope& scope, const CellKey& key) {
  return key.reporter == scope.reporter && key.partner == scope.partner && key.product == scope.product &&
         key.classification == scope.classification && key.dataset == scope.dataset.name;
}

}  // namespace

BilateralTrade::BilateralTrade(Scope scope, std::vector<Observation> observations)
    : scope_(std::move(scope)),
      observations_(std::make_shared<const std::vector<Observation>>(std::move(observations))) {
  cells_.reserve(observations_->size());
  // The last first, so that it is the one of its cell that is kept.
  for (auto observation = observations_->rbegin(); observation != observations_->rend(); ++observation) {
    if (InScope(scope_, observation->key)) cells_.push_back(&*observation);
  }
  std::stable_sort(cells_.begin(), cells_.end(), InOrder);
  cells_.erase(std::unique(cells_.begin(), cells_.end(), OfOneCell), cells_.end());
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
  const std::tuple<Flow, Period> wanted(flow, period);
  auto cell = std::lower_bound(cells_.begin(), cells_.end(), wanted, [](const Observation* a, const auto& b) {
    return std::tie(a->key.flow, a->key.period) < b;
  });
  const bool found = cell != cells_.end() && (*cell)->key.flow == flow && (*cell)->key.period == period;
  return found ? *cell : nullptr;
}

const Observation* BilateralTrade::FindFigure(Flow flow, const Period& period) const {
  const Observation* observation = Find(flow, period);
  return observation != nullptr && observation->figure ? observation : nullptr;
}

absl::Span<const Observation* const> BilateralTrade::StartingIn(Flow flow, int first_month,
                                                                int end_month) const {
  auto before = [flow](const Observation* cell, int month) {
    return std::pair(cell->key.flow, cell->key.period.first_month()) < std::pair(flow, month);
  };
  const auto begin = std::lower_bound(cells_.begin(), cells_.end(), first_month, before);
  const auto end = std::lower_bound(begin, cells_.end(), end_month, before);
  return absl::MakeConstSpan(cells_).subspan(begin - cells_.begin(), end - begin);
}

std::vector<Period> BilateralTrade::PeriodsWithin(int first_month, int end_month) const {
  std::set<Period> periods;
  for (Flow flow : {Flow::kExports, Flow::kImports, Flow::kTurnover}) {
    for (const Observation* cell : StartingIn(flow, first_month, end_month)) {
      if (cell->figure && cell->key.period.end_month() <= end_month) periods.insert(cell->key.period);
    }
  }
  return {periods.begin(), periods.end()};
}

std::vector<int> BilateralTrade::Years() const {
  std::set<int> years;
  for (const Observation* cell : cells_) {
    if (cell->figure) years.insert((cell->key.period.end_month() - 1) / kMonthsInYear);
  }
  return {years.begin(), years.end()};
}

BilateralTrade BilateralTrade::Without(absl::string_view statement) const {
  BilateralTrade rest = *this;
  std::erase_if(rest.cells_, [&](const Observation* cell) { return cell->statement == statement; });
  return rest;
}

}  // namespace karvan::indicators
