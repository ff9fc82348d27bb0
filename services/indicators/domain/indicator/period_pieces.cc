#include "services/indicators/domain/indicator/period_pieces.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace karvan::indicators {
namespace {

std::vector<const Observation*> FiguresWithin(const BilateralTrade& trade, Flow flow, const Period& period) {
  std::vector<const Observation*> figures = trade.OfFlow(flow);
  std::erase_if(figures, [&](const Observation* observation) {
    return !observation->figure || !period.Contains(observation->key.period);
  });
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

std::vector<CellKey> UncoveredStretches(const BilateralTrade& trade, Flow flow, const Period& period) {
  std::vector<bool> covered(period.month_count(), false);
  for (const Observation* figure : FiguresWithin(trade, flow, period)) {
    const Period& piece = figure->key.period;
    std::fill_n(covered.begin() + (piece.first_month() - period.first_month()), piece.month_count(), true);
  }
  std::vector<CellKey> stretches;
  for (int start = 0; start < period.month_count();) {
    int end = start;
    while (end < period.month_count() && covered[end] == covered[start]) ++end;
    if (!covered[start]) {
      auto stretch = Period::FromMonths(period.first_month() + start, end - start);
      if (stretch.ok()) stretches.push_back(trade.Key(flow, *stretch));
    }
    start = end;
  }
  return stretches;
}

bool HasConfidentialCell(const BilateralTrade& trade, Flow flow, const Period& period) {
  const std::vector<const Observation*> cells = trade.OfFlow(flow);
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
  for (int month = period.month_count() - 1; month >= 0; --month) {
    for (const Observation* figure : figures) {
      if (figure->key.period.first_month() != first_month + month) continue;
      const Way& rest = ways[figure->key.period.end_month() - first_month];
      const Way way{rest.pieces + 1, figure, rest.exists};
      if (way.exists && Better(way, ways[month])) ways[month] = way;
    }
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
  if (HasConfidentialCell(trade, flow, period)) {
    return {Reason::kSuppressed, absl::StrCat(words, verb, "confidential"), {}};
  }
  if (FiguresWithin(trade, flow, period).empty()) {
    return {Reason::kMissingInput, absl::StrCat(words, verb, "not published"), {key}};
  }
  std::vector<CellKey> stretches = UncoveredStretches(trade, flow, period);
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
