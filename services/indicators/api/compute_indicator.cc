#include <optional>
#include <utility>
#include <vector>

#include "services/indicators/api/compute_request.h"
#include "services/indicators/api/indicator_handlers.h"
#include "services/indicators/api/result_convert.h"
#include "services/indicators/api/unknown_resource.h"
#include "services/indicators/domain/indicator/catalogue.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {

Task<absl::StatusOr<v1::IndicatorResult>> IndicatorHandlers::ComputeIndicator(
    const rpc::CallContext& call, const v1::ComputeIndicatorRequest& request) const {
  KARVAN_CO_ASSIGN_OR_RETURN(ComputeRequest compute, ReadComputeRequest(request));

  // The dataset first: whether it exists decides what an empty answer of observations means.
  auto getting_dataset = statistics_.GetDataset(call, compute.trade.dataset);
  absl::StatusOr<std::optional<Dataset>> dataset = co_await std::move(getting_dataset);
  if (!dataset.ok()) co_return dataset.status();
  if (!dataset->has_value()) co_return DatasetUnknown(compute.trade.dataset);

  auto getting_trade = statistics_.GetTrade(call, compute.trade);
  absl::StatusOr<TradeObservations> observations = co_await std::move(getting_trade);
  if (!observations.ok()) co_return observations.status();
  const BilateralTrade trade({.dataset = **dataset,
                              .reporter = compute.trade.reporter,
                              .partner = compute.trade.partner,
                              .classification = compute.trade.classification,
                              .product = compute.trade.product,
                              .snapshot = observations->snapshot},
                             std::move(observations->observations));
  KARVAN_CO_RETURN_IF_ERROR(call.CheckAlive());
  KARVAN_CO_ASSIGN_OR_RETURN(IndicatorResult result, Compute(*compute.indicator, trade, compute.query));
  co_return ToProto(result, request.include_lineage());
}

}  // namespace karvan::indicators
