#include "services/indicators/domain/claim/trade_claim.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "services/indicators/domain/figure/format.h"
#include "services/indicators/domain/indicator/catalogue.h"

namespace karvan::indicators {
namespace {

struct MeasureOfIndicator {
  absl::string_view indicator;
  Measure measure;
};

constexpr MeasureOfIndicator kMeasures[] = {{"turnover", Measure::kLevel},
                                            {"trade_value", Measure::kLevel},
                                            {"flow_share", Measure::kShare},
                                            {"growth", Measure::kGrowth},
                                            {"balance", Measure::kBalance}};

std::optional<Measure> MeasureOf(absl::string_view indicator) {
  for (const MeasureOfIndicator& entry : kMeasures) {
    if (entry.indicator == indicator) return entry.measure;
  }
  return std::nullopt;
}

// The flow that is meant: turnover where the claim need not say.
std::optional<Flow> FlowOf(const Claim& claim) {
  const bool turnover_by_default = claim.indicator != "trade_value" && claim.indicator != "flow_share";
  if (claim.indicator == "turnover" || claim.indicator == "balance") return Flow::kTurnover;
  if (claim.flow.empty() && turnover_by_default) return Flow::kTurnover;
  return ParseFlow(claim.flow);
}

absl::string_view IndicatorOf(const TradeClaim& claim) {
  switch (claim.measure) {
    case Measure::kLevel:
      return claim.flow == Flow::kTurnover ? "turnover" : "trade_value";
    case Measure::kShare:
      return "flow_share";
    case Measure::kGrowth:
      return "growth";
    case Measure::kBalance:
      return "balance";
  }
  return "";
}

// "gdp of TJK", "implied_base of TJK with KAZ": the bare name, where no better words are known.
std::string NamedWords(const Claim& claim) {
  std::string words = claim.indicator;
  if (!claim.reporter.empty()) absl::StrAppend(&words, " of ", claim.reporter);
  if (!claim.partner.empty()) absl::StrAppend(&words, " with ", claim.partner);
  return words;
}

// What a claim measures, but for its period.
std::string MeasuredWords(const Claim& claim) {
  const std::optional<Measure> measure = MeasureOf(claim.indicator);
  const std::optional<Flow> flow = FlowOf(claim);
  if (!measure || !flow) return NamedWords(claim);
  const std::string trade = TradeWords(*flow, claim.reporter, claim.partner);
  switch (*measure) {
    case Measure::kLevel:
      return trade;
    case Measure::kShare:
      return absl::StrCat(trade, " as a share of the turnover");
    case Measure::kGrowth:
      return absl::StrCat("growth of ", trade);
    case Measure::kBalance:
      return absl::StrCat("trade balance of ", claim.reporter, " with ", claim.partner);
  }
  return NamedWords(claim);
}

}  // namespace

std::variant<TradeClaim, std::string> AsTradeClaim(const Claim& claim) {
  const std::optional<Measure> measure = MeasureOf(claim.indicator);
  if (FindIndicator(claim.indicator) == nullptr) {
    return absl::StrCat("no such indicator: \"", claim.indicator, "\"");
  }
  if (!measure) return absl::StrCat("no data can check \"", claim.indicator, "\"");
  if (claim.reporter.empty()) return std::string("the claim does not say whose statistics it quotes");
  if (claim.partner.empty()) return std::string("the claim does not name the area traded with");
  if (!claim.period) return std::string("the claim does not name its period");
  const std::optional<Flow> flow = FlowOf(claim);
  if (!flow || (*measure == Measure::kShare && *flow == Flow::kTurnover)) {
    return absl::StrCat("the flow \"", claim.flow, "\" is not one that ", claim.indicator,
                        " can be checked for");
  }
  return TradeClaim{&claim, *measure, *flow, *claim.period};
}

std::string SubjectWords(const Claim& claim) {
  if (claim.indicator == kContractsValue) return "value of the contracts concluded";
  if (claim.indicator == kParticipants) return "number of participants";
  const std::string subject = MeasuredWords(claim);
  return claim.period ? absl::StrCat(subject, ", ", claim.period->Label()) : subject;
}

absl::StatusOr<IndicatorResult> ComputeFor(const TradeClaim& claim, const BilateralTrade& trade) {
  IndicatorQuery query;
  query.period = claim.period;
  query.flow = claim.flow;
  return Compute(*FindIndicator(IndicatorOf(claim)), trade, query);
}

std::string UnitFor(const TradeClaim& claim, const BilateralTrade& trade) {
  const bool in_percent = claim.measure == Measure::kShare || claim.measure == Measure::kGrowth;
  return in_percent ? kPercent : trade.scope().dataset.currency;
}

std::string ResultWords(const IndicatorResult& result) {
  if (result.unit == kPercent || result.unit == kPercentPerYear) {
    return FormatPercentWithin(*result.value, *result.interval);
  }
  return absl::StrCat(FormatMoney(*result.value, result.last_place, result.unit), " ",
                      FormatMoneyInterval(*result.interval));
}

}  // namespace karvan::indicators
