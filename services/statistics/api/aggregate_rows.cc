#include "services/statistics/api/aggregate_rows.h"

#include <string>

#include "services/platform/status/macros.h"

namespace karvan::statistics {
namespace {

absl::StatusOr<std::string> TextOf(const ExactSum& sum) {
  if (sum.empty()) return std::string();
  KARVAN_ASSIGN_OR_RETURN(const Decimal total, sum.Total());
  return total.ToString();
}

bool HasUnit(const MoreSums& more) { return more.unit != 0 && more.unit != AggregateNames::kMixedUnits; }

absl::Status AddReported(const AggregateAnswer& answer, const Aggregation& asked, const RowKey& key,
                         v1::AggregateRow& proto) {
  for (uint16_t totals = 1; totals <= (kTotalPartner | kTotalProductPart | kTotalPeriod); ++totals) {
    RowKey whole = key;
    whole.totals = totals;
    const std::optional<uint32_t> number = answer.table.Find(whole);
    if (!number) continue;
    v1::ReportedTotal& reported = *proto.add_reported();
    if (totals & kTotalPartner) reported.add_parts(v1::ReportedTotal::PART_PARTNER);
    if (totals & kTotalProductPart) reported.add_parts(v1::ReportedTotal::PART_PRODUCT);
    if (totals & kTotalPeriod) reported.add_parts(v1::ReportedTotal::PART_PERIOD);
    const AggregateRow& row = answer.table.row(*number);
    reported.set_cells(row.cells);
    if (asked.value) {
      KARVAN_ASSIGN_OR_RETURN(*reported.mutable_value(), TextOf(row.value));
    }
    if (asked.net_weight) {
      KARVAN_ASSIGN_OR_RETURN(*reported.mutable_net_weight(), TextOf(answer.table.more(*number).net_weight));
    }
  }
  return absl::OkStatus();
}

absl::Status SetMore(const AggregateAnswer& answer, const Aggregation& asked, uint32_t number,
                     v1::AggregateRow& proto) {
  const MoreSums& more = answer.table.more(number);
  if (asked.net_weight) {
    KARVAN_ASSIGN_OR_RETURN(*proto.mutable_net_weight(), TextOf(more.net_weight));
    proto.set_missing_net_weights(more.missing_net_weights);
  }
  if (!asked.quantity) return absl::OkStatus();
  proto.set_missing_quantities(more.missing_quantities);
  if (!HasUnit(more)) return absl::OkStatus();
  KARVAN_ASSIGN_OR_RETURN(*proto.mutable_quantity(), TextOf(more.quantity));
  proto.set_quantity_unit(answer.names.unit(more.unit));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::AggregateRow> RowOf(const AggregateAnswer& answer, const Aggregation& aggregation,
                                       size_t place) {
  const uint32_t number = answer.rows[place];
  const AggregateRow& row = answer.table.row(number);
  v1::AggregateRow proto;
  proto.set_remainder(answer.IsRemainder(row));
  if (!proto.remainder()) {
    for (Dimension dimension : aggregation.group_by) {
      proto.add_keys(answer.CodeOf(row, dimension).ToString());
    }
  }
  if (row.key.period != kAllPeriods) {
    KARVAN_ASSIGN_OR_RETURN(const Period period,
                            Period::FromMonths(FirstMonthOf(row.key.period), MonthCountOf(row.key.period)));
    proto.set_period(period.ToString());
  }
  if (aggregation.value) {
    KARVAN_ASSIGN_OR_RETURN(*proto.mutable_value(), TextOf(row.value));
  }
  proto.set_cells(row.cells);
  proto.set_missing_values(row.missing_values);
  proto.set_confidential_cells(row.confidential);
  proto.set_longer_cells(row.longer);
  proto.set_months_present(row.months);
  proto.set_missing_rate_cells(row.without_rate);
  if (answer.table.with_more()) KARVAN_RETURN_IF_ERROR(SetMore(answer, aggregation, number, proto));
  if (aggregation.include_reported && !proto.remainder()) {
    KARVAN_RETURN_IF_ERROR(AddReported(answer, aggregation, row.key, proto));
  }
  return proto;
}

v1::ScanStatistics StatisticsOf(const AggregateAnswer& answer) {
  v1::ScanStatistics statistics;
  statistics.set_pages(answer.pages);
  statistics.set_pages_loaded(answer.pages_loaded);
  statistics.set_cells(answer.cells);
  return statistics;
}

}  // namespace karvan::statistics
