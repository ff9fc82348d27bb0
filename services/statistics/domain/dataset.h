#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/platform/status/error.h"

namespace karvan::statistics {

// The kind of figures of a dataset. The numbers are stored: do not change them.
enum class DatasetKind {
  kMerchandiseTrade = 1,
  kServicesTrade = 2,
  kDirectInvestment = 3,
  kTransitFreight = 4,
  kReferenceSeries = 5,
};

// The trade system of IMTS 2010. The numbers are stored: do not change them.
enum class TradeSystem {
  kNotStated = 0,
  kGeneral = 1,
  kSpecial = 2,
};

// What one office publishes.
struct Dataset {
  std::string id;
  std::string display_name;
  std::string provider;
  DatasetKind kind = DatasetKind::kMerchandiseTrade;
  std::vector<std::string> reporters;  // empty: a compilation of many offices' figures
  std::string currency_code;
  TradeSystem trade_system = TradeSystem::kNotStated;
  std::string license;
  std::string source_uri;
  std::string description;
  absl::Time create_time;
  std::string etag;
};

// Whether a text is a currency: INVALID_ARGUMENT with a message that says what is allowed.
absl::Status CheckCurrency(absl::string_view code);

// Adds a violation under `path` ("dataset.provider") for each member that is not allowed.
void CheckDataset(const Dataset& dataset, absl::string_view path, Violations& violations);

// Whether a flow may stand in a dataset of a kind: trade in goods has a closed list of flows.
absl::Status CheckFlowOf(DatasetKind kind, absl::string_view flow);

// Whether figures of `reporter` may stand in the dataset: it must be one of its reporters, if it names any.
absl::Status CheckReporterOf(const Dataset& dataset, absl::string_view reporter);

}  // namespace karvan::statistics
