#include "services/cli/commands/query_request.h"

#include <algorithm>

#include "services/cli/client/resource_name.h"
#include "services/cli/commands/time_option.h"

namespace karvan::cli {
namespace {

constexpr int kMaxPageSize = 10000;

}  // namespace

statistics::v1::QueryObservationsRequest ToRequest(const QueryOptions& options) {
  statistics::v1::QueryObservationsRequest request;
  request.set_dataset(ResourceName("datasets", options.dataset));
  request.set_page_size(std::min(options.limit, kMaxPageSize));
  statistics::v1::ObservationFilter& filter = *request.mutable_filter();
  auto set = [](const std::vector<std::string>& codes,
                google::protobuf::RepeatedPtrField<std::string>* field) {
    field->Assign(codes.begin(), codes.end());
  };
  set(options.reporters, filter.mutable_reporters());
  set(options.partners, filter.mutable_partners());
  set(options.flows, filter.mutable_flows());
  set(options.classifications, filter.mutable_classifications());
  set(options.products, filter.mutable_products());
  set(options.second_partners, filter.mutable_second_partners());
  set(options.customs_procedures, filter.mutable_customs_procedures());
  set(options.transport_modes, filter.mutable_transport_modes());
  set(options.periods, filter.mutable_periods());
  filter.set_first_period(options.first_period);
  filter.set_last_period(options.last_period);
  if (!options.known_at.empty()) *request.mutable_as_of()->mutable_known_at() = ToTimestamp(options.known_at);
  if (options.snapshot >= 0) request.mutable_as_of()->set_snapshot(options.snapshot);
  return request;
}

}  // namespace karvan::cli
