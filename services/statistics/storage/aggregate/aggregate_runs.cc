#include "services/statistics/storage/aggregate/aggregate_runs.h"

#include <utility>

#include "services/platform/status/macros.h"
#include "services/statistics/storage/aggregate/aggregate_visitor.h"
#include "services/statistics/storage/aggregate/period_sums.h"
#include "services/statistics/storage/aggregate/row_order.h"

namespace karvan::statistics {
namespace {

ReadPeriods PeriodsOf(const AggregateQuery& query) {
  if (query.aggregation.conversion) return ReadPeriods::kOwn;
  const bool one_year = query.filter.first_month / 12 == (query.filter.end_month - 1) / 12;
  return query.aggregation.grain == PeriodGrain::kAll && one_year ? ReadPeriods::kNone : ReadPeriods::kSpans;
}

}  // namespace

Code AggregateAnswer::CodeOf(const AggregateRow& row, Dimension dimension) const {
  if (IsRemainder(row)) return Code();
  if (dimension == Dimension::kProduct) return row.key.product;
  return names.prefix(row.key.prefix)[static_cast<size_t>(dimension)];
}

absl::StatusOr<AggregateAnswer> AggregateRuns(const AggregateQuery& query, absl::Span<const OpenRun> runs,
                                              const Visibility& visibility, RunReader& reader) {
  const Aggregation& asked = query.aggregation;
  const AggregateRules rules(asked, query.filter, query.compilation);
  const auto check_alive = [&reader] { return reader.CheckAlive(); };
  const ReadPeriods periods = PeriodsOf(query);
  AggregateNames names(asked.group_by, rules);
  AggregateTable read(asked.net_weight || asked.quantity);
  AggregateVisitor visitor(asked, rules, periods, query.limits, check_alive, names, read);
  const Selection selection(query.filter);
  KARVAN_RETURN_IF_ERROR(MergedGroups(runs, visibility, selection, reader).Visit(GroupPlace{}, visitor));

  if (asked.conversion) KARVAN_RETURN_IF_ERROR(ConvertValues(*asked.conversion, query.rates, read));
  KARVAN_ASSIGN_OR_RETURN(AggregateTable table,
                          PutPeriodsTogether(std::move(read), asked.grain, periods, names, check_alive));
  KARVAN_ASSIGN_OR_RETURN(std::vector<uint32_t> rows, OrderRows(table, asked, names, check_alive));
  if (asked.conversion) {
    for (uint32_t row : rows) KARVAN_RETURN_IF_ERROR(RoundValue(asked.conversion->digits, table.row(row)));
  }
  return AggregateAnswer{std::move(names),    std::move(table),    std::move(rows),
                         reader.pages_used(), reader.pages_read(), visitor.cells()};
}

}  // namespace karvan::statistics
