#include "tests/benchmarks/karvan/aggregate_request.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace karvan::bench {
namespace {

namespace v1 = statistics::v1;

void TakeYear(int year, ObservationFilter& filter) {
  filter.set_first_period(absl::StrCat(year));
  filter.set_last_period(absl::StrCat(year));
}

void TakePair(const QueryKey& key, ObservationFilter& filter) {
  filter.add_reporters(key.reporter);
  filter.add_partners(key.partner);
}

void TakeBothFlows(ObservationFilter& filter) {
  filter.add_flows("M");
  filter.add_flows("X");
}

}  // namespace

void SetPairMonths(const QueryKey& key, ObservationFilter& filter, Aggregation& aggregation) {
  TakePair(key, filter);
  for (int year : {key.year - 1, key.year}) {
    for (int month = 1; month <= 7; ++month) filter.add_periods(absl::StrFormat("%d-%02d", year, month));
  }
  aggregation.add_group_by(v1::AGGREGATE_DIMENSION_FLOW);
  aggregation.set_period_grain(v1::PERIOD_GRAIN_YEAR);
}

void SetPairByChapter(const QueryKey& key, ObservationFilter& filter, Aggregation& aggregation) {
  TakePair(key, filter);
  TakeYear(key.year, filter);
  aggregation.add_group_by(v1::AGGREGATE_DIMENSION_PRODUCT);
  aggregation.add_group_by(v1::AGGREGATE_DIMENSION_FLOW);
  aggregation.set_product_digits(2);
}

void SetReporterByPartner(const QueryKey& key, ObservationFilter& filter, Aggregation& aggregation) {
  filter.add_reporters(key.reporter);
  TakeBothFlows(filter);
  TakeYear(key.year, filter);
  aggregation.add_group_by(v1::AGGREGATE_DIMENSION_PARTNER);
  aggregation.set_order(v1::AGGREGATE_ORDER_VALUE_DESCENDING);
}

void SetYearByProduct(const QueryKey& key, ObservationFilter& filter, Aggregation& aggregation) {
  filter.add_flows("X");
  TakeYear(key.year, filter);
  aggregation.add_group_by(v1::AGGREGATE_DIMENSION_REPORTER);
  aggregation.add_group_by(v1::AGGREGATE_DIMENSION_PRODUCT);
  aggregation.set_product_digits(6);
}

void SetEverything(const QueryKey&, ObservationFilter& filter, Aggregation& aggregation) {
  TakeBothFlows(filter);
  aggregation.add_group_by(v1::AGGREGATE_DIMENSION_REPORTER);
  aggregation.set_period_grain(v1::PERIOD_GRAIN_YEAR);
}

}  // namespace karvan::bench
