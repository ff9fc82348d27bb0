#include "services/statistics/api/description_handlers.h"

#include <memory>
#include <string>

#include "services/platform/period/period.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/timestamps.h"

namespace karvan::statistics {
namespace {

std::string MonthText(int32_t month) { return Period::FromMonths(month, 1).value().ToString(); }

template <typename Proto>
void SetMonths(const MonthSpan& months, Proto& proto) {
  proto.set_first_month(MonthText(months.first_month));
  proto.set_last_month(MonthText(months.end_month - 1));
}

void AddReporters(const DatasetDescription& description, v1::DescribeDatasetResponse& response) {
  for (const auto& [code, covered] : description.reporters) {
    v1::ReporterCoverage& reporter = *response.add_reporters();
    reporter.set_reporter(code.ToString());
    for (Code flow : covered.flows) reporter.add_flows(flow.ToString());
    SetMonths(covered.months, reporter);
    reporter.set_partner_count(static_cast<int64_t>(covered.partners.size()));
    reporter.set_series_count(covered.series_count);
    reporter.set_cell_count(covered.cell_count);
  }
}

void AddLevels(const DatasetDescription& description, v1::DescribeDatasetResponse& response) {
  for (const auto& [months, covered] : description.period_lengths) {
    v1::PeriodLengthCoverage& length = *response.add_period_lengths();
    length.set_months(months);
    SetMonths(covered.months, length);
    length.set_cell_count(covered.cell_count);
  }
  for (const auto& [key, covered] : description.product_levels) {
    v1::ProductLevelCoverage& level = *response.add_product_levels();
    level.set_classification(key.first.ToString());
    level.set_digits(key.second);
    level.set_series_count(covered.series_count);
    level.set_cell_count(covered.cell_count);
  }
}

}  // namespace

absl::StatusOr<v1::DescribeDatasetResponse> DescriptionHandlers::DescribeDataset(
    const rpc::CallContext& call, const v1::DescribeDatasetRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(const std::string dataset, ParseDatasetName(request.name(), "name"));
  KARVAN_ASSIGN_OR_RETURN(const std::shared_ptr<const DatasetDescription> description,
                          observations_.Describe(dataset, [&call] { return call.CheckAlive(); }));
  v1::DescribeDatasetResponse response;
  AddReporters(*description, response);
  AddLevels(*description, response);
  response.set_series_count(description->series_count);
  response.set_cell_count(description->cell_count);
  response.set_version_count(description->version_count);
  response.set_store_bytes(description->store_bytes);
  response.set_live_run_count(static_cast<int32_t>(description->live_run_count));
  response.set_published_release_count(description->publication_count);
  if (description->last_recorded_at) {
    *response.mutable_last_publication_time() = ToProto(*description->last_recorded_at);
  }
  response.set_snapshot(description->snapshot);
  return response;
}

}  // namespace karvan::statistics
