#include "services/indicators/domain/claim/implied.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "services/indicators/domain/figure/format.h"
#include "services/indicators/domain/indicator/implied_base.h"
#include "services/indicators/domain/indicator/level.h"
#include "services/indicators/domain/indicator/too_large.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

constexpr Decimal kHundred = Decimal::FromInteger(100);

// A level that a figure may be implied from.
struct KnownLevel {
  Decimal value;
  Interval interval;
  std::optional<Interval> printed_interval{};  // of a sum
  std::string dataset{};                       // where it was found; empty for a claimed one
  std::string unit;
  std::string basis;                   // in words
  std::vector<Observation> lineage{};  // of one that was found
};

// Keeps what was computed, but for what is too large to compute with.
template <typename T>
absl::Status Keep(absl::StatusOr<T> computed, std::vector<T>& kept) {
  if (IsTooLarge(computed.status())) return absl::OkStatus();
  KARVAN_RETURN_IF_ERROR(computed.status());
  kept.push_back(*std::move(computed));
  return absl::OkStatus();
}

absl::StatusOr<KnownLevel> FromData(const BilateralTrade& trade, const Level& level, const CellKey& key) {
  KnownLevel known{
      .value = level.value,
      .interval = level.interval,
      .dataset = trade.scope().dataset.name,
      .unit = trade.scope().dataset.currency,
      .basis = absl::StrCat(CellWords(key), " of ",
                            FormatMoney(level.value, level.last_place, trade.scope().dataset.currency), " (",
                            trade.scope().dataset.name, ")"),
      .lineage = level.lineage};
  for (const std::string& note : NotesOn(level.lineage)) absl::StrAppend(&known.basis, ", which ", note);
  if (HasSum({level})) {
    KARVAN_ASSIGN_OR_RETURN(known.printed_interval, PrintedInterval(level));
  }
  return known;
}

absl::StatusOr<KnownLevel> FromClaim(const ClaimCheck& check) {
  QuotedFigure figure = check.claim.figure;
  std::string words = absl::StrCat(check.claim.name, ", ", check.printed);
  if (check.verdict().verdict == Verdict::kUnitSuspect) {
    figure.unit_multiplier += check.verdict().unit_shift;
    absl::StrAppend(&words, ", read as ", InWords(figure));
  }
  KnownLevel known{.value = {}, .interval = {}, .unit = figure.unit, .basis = std::move(words)};
  KARVAN_ASSIGN_OR_RETURN(known.value, Amount(figure));
  KARVAN_ASSIGN_OR_RETURN(known.interval, MeantInterval(figure));
  return known;
}

bool IsLevelOf(const ClaimCheck& check, const CellKey& key) {
  const std::variant<TradeClaim, std::string> claim = AsTradeClaim(check.claim);
  const TradeClaim* level = std::get_if<TradeClaim>(&claim);
  return level != nullptr && level->measure == Measure::kLevel && level->flow == key.flow &&
         level->period == key.period && check.claim.reporter == key.reporter &&
         check.claim.partner == key.partner && check.verdict().verdict != Verdict::kInconsistent &&
         check.claim.figure.value.Sign() >= 0;
}

absl::StatusOr<std::vector<KnownLevel>> KnownLevels(const CellKey& key,
                                                    const std::vector<BilateralTrade>& trades,
                                                    const std::vector<ClaimCheck>& others) {
  std::vector<KnownLevel> levels;
  for (const BilateralTrade& trade : trades) {
    KARVAN_ASSIGN_OR_RETURN(Outcome<Level> level,
                            UnlessTooLarge(LevelOf(trade, key.flow, key.period), TooLarge()));
    if (!level.has_value() || level->value.Sign() < 0) continue;
    KARVAN_RETURN_IF_ERROR(Keep(FromData(trade, *level, key), levels));
  }
  for (const ClaimCheck& check : others) {
    if (!IsLevelOf(check, key)) continue;
    KARVAN_RETURN_IF_ERROR(Keep(FromClaim(check), levels));
  }
  return levels;
}

// A figure that is too large to compute with is there all the same.
absl::StatusOr<bool> IsInData(const CellKey& key, const std::vector<BilateralTrade>& trades) {
  for (const BilateralTrade& trade : trades) {
    absl::StatusOr<Outcome<Level>> level = LevelOf(trade, key.flow, key.period);
    if (IsTooLarge(level.status())) return true;
    KARVAN_RETURN_IF_ERROR(level.status());
    if (level->has_value()) return true;
  }
  return false;
}

CellKey KeyOf(const TradeClaim& claim, Flow flow, const Period& period) {
  return {.dataset = "",
          .reporter = claim.claim->reporter,
          .partner = claim.claim->partner,
          .flow = flow,
          .period = period};
}

ImpliedFigure MakeImplied(const CellKey& cell, const KnownLevel& level, const Implied& implied,
                          const std::optional<Interval>& printed, const Claim& claim) {
  ImpliedFigure figure{
      .cell = cell,
      .value = implied.value.Round(0),
      .unit = level.unit,
      .interval = RoundOutwards(implied.interval, 0),
      .printed_interval = printed,
      .basis =
          absl::StrCat(level.basis, claim.indicator == "growth" ? ", with growth of " : ", with a share of ",
                       InWords(claim.figure)),
      .lineage = level.lineage};
  figure.cell.dataset = level.dataset;
  if (figure.printed_interval) figure.printed_interval = RoundOutwards(*figure.printed_interval, 0);
  return figure;
}

// The figure of the year before, of which a growth made the level.
absl::StatusOr<ImpliedFigure> BaseFrom(const KnownLevel& level, const CellKey& cell, const TradeClaim& claim,
                                       const Interval& growth) {
  const Decimal& rate = claim.claim->figure.value;
  KARVAN_ASSIGN_OR_RETURN(Implied base, ImplyBase(level.value, level.interval, rate, growth));
  std::optional<Interval> printed;
  if (level.printed_interval) {
    KARVAN_ASSIGN_OR_RETURN(Implied narrower, ImplyBase(level.value, *level.printed_interval, rate, growth));
    printed = narrower.interval;
  }
  return MakeImplied(cell, level, base, printed, *claim.claim);
}

absl::StatusOr<std::vector<ImpliedFigure>> BaseOfGrowth(const TradeClaim& claim, const Interval& growth,
                                                        const std::vector<KnownLevel>& levels) {
  std::vector<ImpliedFigure> implied;
  if (claim.claim->figure.value <= -kHundred) return implied;
  KARVAN_ASSIGN_OR_RETURN(Period year_before, claim.period.YearBefore());
  const CellKey cell = KeyOf(claim, claim.flow, year_before);
  for (const KnownLevel& level : levels) {
    KARVAN_RETURN_IF_ERROR(Keep(BaseFrom(level, cell, claim, growth), implied));
  }
  return implied;
}

// share per cent of the level.
absl::StatusOr<Implied> PartOf(const Decimal& level, const Interval& level_interval, const Decimal& share,
                               const Interval& share_interval) {
  Implied part;
  KARVAN_ASSIGN_OR_RETURN(Decimal hundredfold, level.Mul(share));
  KARVAN_ASSIGN_OR_RETURN(part.value, hundredfold.Shift(-2));
  KARVAN_ASSIGN_OR_RETURN(Interval product,
                          Multiply(NonNegative(level_interval), NonNegative(share_interval)));
  KARVAN_ASSIGN_OR_RETURN(part.interval, Shift(product, -2));
  return part;
}

// A flow and the share that it has by a claim.
struct Part {
  Flow flow;
  Decimal percent;
  Interval share;
};

absl::StatusOr<ImpliedFigure> PartFrom(const KnownLevel& level, const CellKey& cell, const TradeClaim& claim,
                                       const Part& part) {
  KARVAN_ASSIGN_OR_RETURN(Implied value, PartOf(level.value, level.interval, part.percent, part.share));
  std::optional<Interval> printed;
  if (level.printed_interval) {
    KARVAN_ASSIGN_OR_RETURN(Implied narrower,
                            PartOf(level.value, *level.printed_interval, part.percent, part.share));
    printed = narrower.interval;
  }
  return MakeImplied(cell, level, value, printed, *claim.claim);
}

absl::StatusOr<std::vector<ImpliedFigure>> PartsOfShare(const TradeClaim& claim, const Interval& share,
                                                        const std::vector<KnownLevel>& levels,
                                                        const std::vector<BilateralTrade>& trades) {
  std::vector<ImpliedFigure> implied;
  const Decimal& percent = claim.claim->figure.value;
  if (percent.Sign() < 0 || percent > kHundred) return implied;
  const Flow other_flow = claim.flow == Flow::kExports ? Flow::kImports : Flow::kExports;
  KARVAN_ASSIGN_OR_RETURN(Decimal other_percent, kHundred.Sub(percent));
  KARVAN_ASSIGN_OR_RETURN(Interval other_share, Subtract(Interval::Closed(kHundred, kHundred), share));
  for (const KnownLevel& level : levels) {
    for (const Part& part :
         {Part{claim.flow, percent, share}, Part{other_flow, other_percent, other_share}}) {
      const CellKey cell = KeyOf(claim, part.flow, claim.period);
      KARVAN_ASSIGN_OR_RETURN(bool known, IsInData(cell, trades));
      if (known) continue;
      KARVAN_RETURN_IF_ERROR(Keep(PartFrom(level, cell, claim, part), implied));
    }
  }
  return implied;
}

}  // namespace

absl::StatusOr<std::vector<ImpliedFigure>> ImpliedBy(const TradeClaim& claim,
                                                     const std::vector<BilateralTrade>& trades,
                                                     const std::vector<ClaimCheck>& others) {
  const bool growth = claim.measure == Measure::kGrowth;
  const bool in_percent = claim.claim->figure.unit == kPercent;
  if (!in_percent || (!growth && claim.measure != Measure::kShare)) return std::vector<ImpliedFigure>();
  KARVAN_ASSIGN_OR_RETURN(Interval meant, MeantInterval(claim.claim->figure));
  const Flow level_flow = growth ? claim.flow : Flow::kTurnover;
  KARVAN_ASSIGN_OR_RETURN(std::vector<KnownLevel> levels,
                          KnownLevels(KeyOf(claim, level_flow, claim.period), trades, others));
  if (!growth) return PartsOfShare(claim, meant, levels, trades);
  KARVAN_ASSIGN_OR_RETURN(Period year_before, claim.period.YearBefore());
  KARVAN_ASSIGN_OR_RETURN(bool known, IsInData(KeyOf(claim, claim.flow, year_before), trades));
  if (known) return std::vector<ImpliedFigure>();
  return BaseOfGrowth(claim, meant, levels);
}

}  // namespace karvan::indicators
