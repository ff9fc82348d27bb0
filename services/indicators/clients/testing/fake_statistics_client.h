#pragma once

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/indicators/clients/statistics_client.h"

namespace karvan::indicators::testing {

// A statistics service in memory: datasets, and observations that it filters as the real one does.
class FakeStatisticsClient final : public StatisticsClient {
 public:
  std::vector<Dataset> datasets;
  std::vector<Observation> observations;
  int64_t snapshot = 1;
  absl::Status error;               // when not OK, the answer to every call
  std::vector<TradeQuery> queries;  // that were asked

  // Adds the dataset and the cells of a trade.
  void Add(const BilateralTrade& trade) {
    datasets.push_back(trade.scope().dataset);
    for (Flow flow : {Flow::kExports, Flow::kImports, Flow::kTurnover}) {
      for (const Observation* cell : trade.StartingIn(flow, 0, std::numeric_limits<int>::max())) {
        observations.push_back(*cell);
      }
    }
  }

  Task<absl::StatusOr<std::vector<Dataset>>> ListDatasets(const rpc::CallContext&) override {
    if (!error.ok()) co_return error;
    co_return datasets;
  }

  Task<absl::StatusOr<std::optional<Dataset>>> GetDataset(const rpc::CallContext&,
                                                          std::string name) override {
    if (!error.ok()) co_return error;
    for (const Dataset& dataset : datasets) {
      if (dataset.name == name) co_return dataset;
    }
    co_return std::nullopt;
  }

  Task<absl::StatusOr<TradeObservations>> GetTrade(const rpc::CallContext&, TradeQuery query) override {
    if (!error.ok()) co_return error;
    queries.push_back(query);
    TradeObservations trade;
    trade.snapshot = query.as_of.snapshot.value_or(snapshot);
    for (const Observation& observation : observations) {
      const CellKey& key = observation.key;
      if (key.dataset == query.dataset && key.reporter == query.reporter && key.partner == query.partner &&
          key.classification == query.classification && key.product == query.product) {
        trade.observations.push_back(observation);
      }
    }
    co_return trade;
  }
};

}  // namespace karvan::indicators::testing
