#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/indicators/domain/indicator/bilateral_trade.h"
#include "services/platform/rpc/call_context.h"
#include "services/platform/task/task.h"

namespace karvan::indicators {

// From when figures are seen: at most one of the two; now when none is given.
struct AsOf {
  std::optional<absl::Time> known_at;
  std::optional<int64_t> snapshot;
};

// Which observations of a dataset: exports, imports and turnover in all periods, breakdowns left out.
struct TradeQuery {
  std::string dataset;  // "datasets/{dataset}"
  std::string reporter;
  std::string partner;
  std::string classification = "HS";
  std::string product = "TOTAL";
  AsOf as_of;
};

struct TradeObservations {
  std::vector<Observation> observations;
  int64_t snapshot = 0;
};

// What is needed of the statistics service. Its errors are told in our own terms: DEPENDENCY_UNAVAILABLE
// when it is down or slow, DEPENDENCY_FAILED when it fails, both with metadata "dependency". The call's
// context outlives the task.
class StatisticsClient {
 public:
  virtual ~StatisticsClient() = default;

  // All datasets, by name.
  virtual Task<absl::StatusOr<std::vector<Dataset>>> ListDatasets(const rpc::CallContext& call) = 0;

  // Nothing when there is no such dataset.
  virtual Task<absl::StatusOr<std::optional<Dataset>>> GetDataset(const rpc::CallContext& call,
                                                                  std::string name) = 0;

  // INVALID_ARGUMENT on field "snapshot" when the snapshot is later than anything that was published.
  virtual Task<absl::StatusOr<TradeObservations>> GetTrade(const rpc::CallContext& call,
                                                           TradeQuery query) = 0;
};

}  // namespace karvan::indicators
