#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/indicators/domain/claim/claim_check.h"
#include "services/indicators/domain/indicator/bilateral_trade.h"
#include "services/indicators/domain/indicator/result.h"
#include "services/indicators/domain/registry/agreement.h"
#include "services/indicators/domain/registry/forum.h"
#include "services/indicators/domain/registry/target.h"
#include "services/platform/period/period.h"

namespace karvan::indicators {

// Trade in one period, as one office measured it.
struct TradeSection {
  Dataset dataset;
  std::string reporter;
  std::string partner;
  Period period;
  std::vector<IndicatorResult> indicators;
};

// One office's side of a mirror.
struct MirrorSide {
  std::string dataset;
  std::string reporter;
  std::optional<Decimal> value;  // turnover, or one flow
  int last_place = 0;
  std::string currency;
  bool implied = false;              // by a claim instead of published
  std::vector<Observation> lineage;  // of which it was made, or follows
};

// What one area says it exported to the other against what the other says it imported from it.
struct MirrorFlow {
  MirrorSide exports;
  MirrorSide imports;
  std::optional<Decimal> gap;  // exports less imports; none between currencies or when it is too long
  std::string note;            // what the comparison says
};

// One period in two offices' figures, side by side and never mixed.
struct MirrorSection {
  Period period;
  MirrorSide first;   // of the country that is briefed
  MirrorSide second;  // of its partner
  std::string note;   // what the comparison says
  std::vector<MirrorFlow> flows;
};

// Growth needed to reach a target in a year.
struct RequiredGrowth {
  Period deadline;
  IndicatorResult growth;
};

// A target and the way to it, on one dataset.
struct TargetSection {
  Target target;
  std::string printed;
  std::optional<Decimal> value;  // in currency units; none when it is too large to compute with
  std::string dataset;
  std::string reporter;
  std::optional<Period> base_period;  // the latest full year with a figure
  std::optional<IndicatorResult> base;
  std::optional<Decimal> gap;            // negative when it is passed
  std::optional<Decimal> share_reached;  // per cent
  std::vector<RequiredGrowth> required;
  std::string reason_text;  // why nothing could be computed, or no growth that is needed
};

// What contracts are worth together.
struct RegisteredWorth {
  Decimal value;
  int last_place = 0;  // the power of ten of the finest last digit
  std::string currency;

  friend bool operator==(const RegisteredWorth&, const RegisteredWorth&) = default;
};

// A forum with what is registered of it.
struct ForumSection {
  Forum forum;
  int agreement_count = 0;
  std::vector<RegisteredWorth> contracts_worth;  // one a currency, but for too large ones
};

// What an official needs before meeting a partner country.
struct Briefing {
  std::string country;
  std::string partner;
  Period period;
  std::map<std::string, std::string> area_names;  // of the two, for the text
  std::vector<TradeSection> trade;
  std::vector<MirrorSection> mirrors;
  std::vector<TargetSection> targets;
  std::vector<ClaimCheck> claims;
  std::vector<ForumSection> forums;
  std::vector<Agreement> agreements;
  int64_t registry_snapshot = 0;
};

}  // namespace karvan::indicators
