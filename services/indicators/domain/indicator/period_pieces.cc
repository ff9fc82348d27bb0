#include "services/indicators/domain/indicator/period_pieces.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace karvan::indicators {
namespace {

std::vector<const Observation*> FiguresWithin(const BilateralTrade& trade, Flow flow, const Period& period) {
  std::vector<const Observation*> figures;
  for (const Observation* cell : trade.StartingIn(flow, period.first_month(), period.end_month())) {
    if (cell->figure && period.Contains(cell->key.period)) figures.push_back(cell);
  }
  return figures;
}

// The way from a month to the end of the period.
struct Way {
  int pieces = 0;
  const Observation* first = nullptr;
  bool exists = false;
};

bool Better(const Way& a, const Way& b) {
  if (!b.exists || a.pieces != b.pieces) return !b.exists || a.pieces < b.pieces;
  return a.first->key.period.month_count() > b.first->key.period.month_count();
}

// The stretches of months in the period that no figure covers; `figures` are by period.
std::vector<CellKey> UncoveredStretches(const BilateralTrade& trade, Flow flow, const Period& period,
                                        const std::vector<const Observation*>& figures) {
  std::vector<CellKey> stretches;
  int covered = period.first_month();  // up to here
  auto add_gap_before = [&](int month) {
    if (month <= covered) return;
    auto stretch = Period::FromMonths(covered, month - covered);
    if (stretch.ok()) stretches.push_back(trade.Key(flow, *stretch));
  };
  for (const Observation* figure : figures) {
    add_gap_before(figure->key.period.first_month());
    covered = std::max(covered, figure->key.period.end_month());
  }
  add_gap_before(period.end_month());
  return stretches;
}

bool HasHiddenCell(const BilateralTrade& trade, Flow flow, const Period& period) {
  const auto cells = trade.StartingIn(flow, period.first_month(), period.end_month());
  return std::any_of(cells.begin(), cells.end(), [&](const Observation* cell) {
    return !cell->figure && cell->confidential && period.Contains(cell->key.period);
  });
}

}  // namespace

std::vector<const Observation*> ExactPieces(const BilateralTrade& trade, Flow flow, const Period& period) {
  const std::vector<const Observation*> figures = FiguresWithin(trade, flow, period);
  const int first_month = period.first_month();
  std::vector<Way> ways(period.month_count() + 1);  // by month, from the period's first
  ways.back().exists = true;
  // From the last month back, so that the way on from the end of a figure is known before the figure.
  for (auto figure = figures.rbegin(); figure != figures.rend(); ++figure) {
    const Period& piece = (*figure)->key.period;
    const Way& rest = ways[piece.end_month() - first_month];
    Way& best = ways[piece.first_month() - first_month];
    const Way way{rest.pieces + 1, *figure, rest.exists};
    if (way.exists && Better(way, best)) best = way;
  }
  std::vector<const Observation*> pieces;
  if (!ways.front().exists) return pieces;
  for (int month = 0; month < period.month_count();) {
    pieces.push_back(ways[month].first);
    month = ways[month].first->key.period.end_month() - first_month;
  }
  return pieces;
}

Absence WhyNoPieces(const BilateralTrade& trade, Flow flow, const Period& period) {
  const CellKey key = trade.Key(flow, period);
  const std::string words = CellWords(key);
  const char* verb = flow == Flow::kTurnover ? " is " : " are ";
  if (HasHiddenCell(trade, flow, period)) {
    return {Reason::kSuppressed, absl::StrCat(words, verb, "confidential"), {}};
  }
  const std::vector<const Observation*> figures = FiguresWithin(trade, flow, period);
  if (figures.empty()) {
    return {Reason::kMissingInput, absl::StrCat(words, verb, "not published"), {key}};
  }
  std::vector<CellKey> stretches = UncoveredStretches(trade, flow, period, figures);
  if (stretches.empty()) {
    return {Reason::kPartialPeriod,
            absl::StrCat(words, verb, "published only in periods that do not add up to it"),
            {key}};
  }
  const std::string gaps = absl::StrJoin(stretches, ", ", [](std::string* out, const CellKey& stretch) {
    absl::StrAppend(out, stretch.period.Label());
  });
  return {Reason::kPartialPeriod, absl::StrCat(words, verb, "published only in part: ", gaps, " missing"),
          std::move(stretches)};
}

}  // namespace karvan::indicators
