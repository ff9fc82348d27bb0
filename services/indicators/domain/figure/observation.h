#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "services/indicators/domain/figure/quoted_figure.h"
#include "services/platform/period/period.h"

namespace karvan::indicators {

// What is measured of the trade of one area with another. Turnover is exports and imports together.
enum class Flow { kExports, kImports, kTurnover };

// "X", "M", "T".
absl::string_view FlowCode(Flow flow);
std::optional<Flow> ParseFlow(absl::string_view code);

// "exports", "imports", "turnover".
absl::string_view FlowWord(Flow flow);

// Names one cell of a dataset.
struct CellKey {
  std::string dataset;  // "datasets/{dataset}"
  std::string reporter;
  std::string partner;
  Flow flow = Flow::kTurnover;
  std::string classification = "HS";
  std::string product = "TOTAL";
  Period period{};

  friend bool operator==(const CellKey&, const CellKey&) = default;
};

// A figure that an office published. Its unit is the currency of the dataset.
struct Observation {
  CellKey key;
  std::optional<QuotedFigure> figure;  // empty when the office published none
  bool confidential = false;
  std::string valuation;  // "CIF", "FOB", or empty when not stated
  std::string statement;  // where the figure was taken from, if not from a publication of the dataset

  friend bool operator==(const Observation&, const Observation&) = default;
};

// "in 2023", "in the first half of 2022".
std::string InPeriod(const Period& period);

// "turnover of TJK with KAZ", "exports of TJK to KAZ", "imports of TJK from KAZ".
std::string TradeWords(Flow flow, absl::string_view reporter, absl::string_view partner);

// "turnover of TJK with KAZ in 2023"; of a part of it "exports of TJK to KAZ, product 27 of H5, in 2023".
std::string CellWords(const CellKey& key);

}  // namespace karvan::indicators
