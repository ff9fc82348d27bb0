#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/indicators/domain/indicator/bilateral_trade.h"

namespace karvan::indicators::testing {

inline Decimal D(absl::string_view text) { return *Decimal::Parse(text); }
inline Period P(absl::string_view text) { return *Period::Parse(text); }

// Types observations of one dataset, in millions of USD:
//   TradeBuilder("TJK", "KAZ").Add("X", "2023", "255.8", "tass-1736063").Build()
class TradeBuilder {
 public:
  TradeBuilder(std::string reporter, std::string partner) {
    scope_.dataset = {.name = "datasets/" + reporter,
                      .display_name = "Trade of " + reporter,
                      .provider = "Office of " + reporter,
                      .merchandise_trade = true,
                      .reporters = {reporter},
                      .currency = "USD"};
    scope_.reporter = std::move(reporter);
    scope_.partner = std::move(partner);
    scope_.snapshot = 1;
  }

  TradeBuilder& Named(std::string dataset) {
    scope_.dataset.name = std::move(dataset);
    return *this;
  }

  // An empty value is a cell without a figure.
  TradeBuilder& Add(absl::string_view flow, absl::string_view period, absl::string_view value,
                    absl::string_view statement = "", Qualifier qualifier = Qualifier::kNone) {
    Observation observation;
    observation.key = {.dataset = "",
                       .reporter = scope_.reporter,
                       .partner = scope_.partner,
                       .flow = *ParseFlow(flow),
                       .period = P(period)};
    if (!value.empty()) {
      observation.figure = QuotedFigure{.value = D(value),
                                        .upper_value = std::nullopt,
                                        .qualifier = qualifier,
                                        .unit = "USD",
                                        .unit_multiplier = 6,
                                        .text = ""};
    }
    observation.statement = std::string(statement);
    observations_.push_back(std::move(observation));
    return *this;
  }

  // A million a month of the flow, so many months from January of a year on.
  TradeBuilder& AddMonths(absl::string_view flow, int year, int count) {
    for (int month = 0; month < count; ++month) {
      Add(flow, Period::FromMonths(year * 12 + month, 1)->ToString(), "1");
    }
    return *this;
  }

  TradeBuilder& OfProduct(std::string classification, std::string product) {
    scope_.classification = std::move(classification);
    scope_.product = std::move(product);
    return *this;
  }

  // Of the observation that was added last.
  TradeBuilder& Valued(std::string valuation) {
    observations_.back().valuation = std::move(valuation);
    return *this;
  }
  TradeBuilder& Confidential() {
    observations_.back().confidential = true;
    return *this;
  }

  BilateralTrade Build() const {
    std::vector<Observation> observations = observations_;
    for (Observation& observation : observations) {
      observation.key.dataset = scope_.dataset.name;
      observation.key.classification = scope_.classification;
      observation.key.product = scope_.product;
    }
    return BilateralTrade(scope_, std::move(observations));
  }

 private:
  BilateralTrade::Scope scope_;
  std::vector<Observation> observations_;
};

}  // namespace karvan::indicators::testing
