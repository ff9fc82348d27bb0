#include "services/statistics/storage/aggregate/row_order.h"

#include "services/platform/status/macros.h"
#include "services/statistics/storage/aggregate/interruptible_sort.h"

namespace karvan::statistics {
namespace {

class RowOrder {
 public:
  RowOrder(const AggregateTable& table, const Aggregation& aggregation, const AggregateNames& names)
      : table_(table), names_(names), group_by_(aggregation.group_by), order_(aggregation.order) {}

  bool operator()(uint32_t a, uint32_t b) const {
    const AggregateRow& row = table_.row(a);
    const AggregateRow& other = table_.row(b);
    if (order_ == AggregateOrder::kValueDescending) {
      if (row.key.period != other.key.period) return row.key.period < other.key.period;
      if (row.value.empty() != other.value.empty()) return other.value.empty();
      if (const int value = Compare(row.value, other.value); value != 0) return value > 0;
    }
    for (Dimension dimension : group_by_) {
      const Code code = CodeOf(row.key, dimension);
      const Code other_code = CodeOf(other.key, dimension);
      if (code != other_code) return code < other_code;
    }
    return row.key.period < other.key.period;
  }

 private:
  Code CodeOf(const RowKey& key, Dimension dimension) const {
    if (dimension == Dimension::kProduct) return key.product;
    return names_.prefix(key.prefix)[static_cast<size_t>(dimension)];
  }

  const AggregateTable& table_;
  const AggregateNames& names_;
  const std::vector<Dimension>& group_by_;
  const AggregateOrder order_;
};

// Adds rows to the remainder of their period; gives its number.
absl::StatusOr<uint32_t> AddRemainder(AggregateTable& table, const std::vector<uint32_t>& rows, size_t first,
                                      size_t end, const AggregateNames& names) {
  RowKey key;
  key.prefix = AggregateNames::kRemainder;
  key.period = table.row(rows[first]).key.period;
  const uint32_t remainder = table.FindOrAdd(key);
  uint16_t months = 0;
  for (size_t i = first; i < end; ++i) {
    KARVAN_RETURN_IF_ERROR(table.Merge(remainder, table, rows[i], names));
    months = std::max(months, table.row(rows[i]).months);
  }
  table.row(remainder).months = months;
  return remainder;
}

}  // namespace

absl::StatusOr<std::vector<uint32_t>> OrderRows(AggregateTable& table, const Aggregation& aggregation,
                                                const AggregateNames& names,
                                                const std::function<absl::Status()>& check_alive) {
  std::vector<uint32_t> rows;
  rows.reserve(table.size());
  for (uint32_t number = 0; number < table.size(); ++number) {
    if (table.row(number).key.totals == 0) rows.push_back(number);
  }
  if (aggregation.order != AggregateOrder::kNone) {
    KARVAN_RETURN_IF_ERROR(InterruptibleSort(rows, RowOrder(table, aggregation, names), check_alive));
  }
  if (aggregation.top == 0) return rows;
  std::vector<uint32_t> top;
  for (size_t first = 0; first < rows.size();) {
    const RowPeriod period = table.row(rows[first]).key.period;
    size_t end = first;
    while (end < rows.size() && table.row(rows[end]).key.period == period) ++end;
    const size_t cut = std::min(end, first + static_cast<size_t>(aggregation.top));
    top.insert(top.end(), rows.begin() + static_cast<ptrdiff_t>(first),
               rows.begin() + static_cast<ptrdiff_t>(cut));
    if (aggregation.remainder && cut < end) {
      KARVAN_ASSIGN_OR_RETURN(const uint32_t remainder, AddRemainder(table, rows, cut, end, names));
      top.push_back(remainder);
    }
    KARVAN_RETURN_IF_ERROR(check_alive());
    first = end;
  }
  return top;
}

}  // namespace karvan::statistics
