#include <algorithm>
#include <limits>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/aggregate_rows.h"

namespace karvan::statistics {
namespace {

namespace type = karvan::type::v1;
using Rows = absl::Span<const uint32_t>;  // numbers of rows of a table

// A number times ten to some power, within 64 bits.
std::optional<int64_t> Scaled(absl::int128 unscaled, int zeros) {
  constexpr absl::int128 kMin = std::numeric_limits<int64_t>::min();
  constexpr absl::int128 kMax = std::numeric_limits<int64_t>::max();
  if (unscaled == 0) return 0;
  for (; zeros > 0 && unscaled >= kMin && unscaled <= kMax; --zeros) unscaled *= 10;
  if (unscaled < kMin || unscaled > kMax) return std::nullopt;
  return static_cast<int64_t>(unscaled);
}

// Fills a column with one sum a row: get(number of a row) is a sum, or null where there is none.
template <typename Get>
absl::Status PackSums(Rows rows, Get get, type::DecimalColumn& column) {
  int finest = std::numeric_limits<int>::max();
  bool alike = true;
  for (uint32_t number : rows) {
    const ExactSum* sum = get(number);
    if (sum == nullptr || sum->empty()) continue;
    alike = alike && (finest == std::numeric_limits<int>::max() || sum->exponent() == finest);
    finest = std::min(finest, sum->exponent());
  }
  if (finest == std::numeric_limits<int>::max()) finest = 0;
  column.set_scale(-finest);
  column.mutable_unscaled()->Reserve(static_cast<int>(rows.size()));
  for (size_t i = 0; i < rows.size(); ++i) {
    const ExactSum* sum = get(rows[i]);
    const bool missing = sum == nullptr || sum->empty();
    if (missing) column.add_missing(static_cast<uint32_t>(i));
    if (!alike) column.add_last_digit_places(missing ? finest : sum->exponent());
    const std::optional<int64_t> unscaled = missing ? 0 : Scaled(sum->unscaled(), sum->exponent() - finest);
    column.add_unscaled(unscaled.value_or(0));
    if (unscaled) continue;
    KARVAN_ASSIGN_OR_RETURN(const Decimal total, sum->Total());
    type::DecimalException& exception = *column.add_exceptions();
    exception.set_row(static_cast<uint32_t>(i));
    exception.set_value(total.ToString());
  }
  return absl::OkStatus();
}

// Fills a column with one count a row, unless all are 0.
template <typename Get>
void PackCounts(Rows rows, Get get, google::protobuf::RepeatedField<uint32_t>& column) {
  column.Resize(static_cast<int>(rows.size()), 0);
  uint32_t any = 0;
  uint32_t* next = column.mutable_data();
  for (uint32_t number : rows) any |= * next++ = get(number);
  if (any == 0) column.Clear();
}

// Makes a column of keys, each of which becomes text once.
template <typename Key>
class CodeColumnMaker {
 public:
  CodeColumnMaker(size_t rows, v1::CodeColumn& column) : column_(column) {
    column_.mutable_indexes()->Reserve(static_cast<int>(rows));
  }

  template <typename ToText>
  void Add(const Key& key, ToText to_text) {
    if (column_.codes().empty() || !(key == last_)) {
      const auto [at, added] = places_.try_emplace(key, static_cast<uint32_t>(column_.codes_size()));
      if (added) column_.add_codes(to_text());
      last_ = key;
      last_place_ = at->second;
    }
    column_.add_indexes(last_place_);
  }

 private:
  v1::CodeColumn& column_;
  absl::flat_hash_map<Key, uint32_t> places_;
  Key last_{};
  uint32_t last_place_ = 0;
};

void PackKeys(const AggregateAnswer& answer, Rows rows, Dimension dimension, v1::CodeColumn& column) {
  CodeColumnMaker<Code> maker(rows.size(), column);
  for (uint32_t number : rows) {
    const Code code = answer.CodeOf(answer.table.row(number), dimension);
    maker.Add(code, [code] { return code.ToString(); });
  }
}

void PackUnits(const AggregateAnswer& answer, Rows rows, v1::CodeColumn& column) {
  CodeColumnMaker<uint16_t> maker(rows.size(), column);
  for (uint32_t number : rows) {
    uint16_t unit = answer.table.more(number).unit;
    if (unit == AggregateNames::kMixedUnits) unit = 0;
    maker.Add(unit, [&] { return answer.names.unit(unit); });
  }
}

void PackPeriods(const AggregateTable& table, Rows rows, type::PeriodColumn& column) {
  if (rows.empty() || table.row(rows[0]).key.period == kAllPeriods) return;
  const int length = MonthCountOf(table.row(rows[0]).key.period);
  bool alike = true;
  for (uint32_t number : rows) {
    const RowPeriod period = table.row(number).key.period;
    column.add_first_months(FirstMonthOf(period));
    column.add_month_counts(static_cast<uint32_t>(MonthCountOf(period)));
    alike = alike && MonthCountOf(period) == length;
  }
  if (alike) column.mutable_month_counts()->Truncate(1);
}

absl::Status PackMore(const AggregateAnswer& answer, const Aggregation& asked, Rows rows,
                      v1::AggregateColumns& columns) {
  const AggregateTable& table = answer.table;
  if (asked.net_weight) {
    auto weight = [&table](uint32_t number) { return &table.more(number).net_weight; };
    KARVAN_RETURN_IF_ERROR(PackSums(rows, weight, *columns.mutable_net_weights()));
    PackCounts(
        rows, [&table](uint32_t number) { return table.more(number).missing_net_weights; },
        *columns.mutable_missing_net_weights());
  }
  if (!asked.quantity) return absl::OkStatus();
  auto quantity = [&table](uint32_t number) {
    const MoreSums& more = table.more(number);
    return more.unit == AggregateNames::kMixedUnits ? nullptr : &more.quantity;
  };
  KARVAN_RETURN_IF_ERROR(PackSums(rows, quantity, *columns.mutable_quantities()));
  PackUnits(answer, rows, *columns.mutable_quantity_units());
  PackCounts(
      rows, [&table](uint32_t number) { return table.more(number).missing_quantities; },
      *columns.mutable_missing_quantities());
  return absl::OkStatus();
}

void PackRowCounts(const AggregateTable& table, Rows rows, v1::AggregateColumns& columns) {
  auto pack = [&](auto member, google::protobuf::RepeatedField<uint32_t>& column) {
    PackCounts(
        rows, [&table, member](uint32_t number) { return uint32_t{table.row(number).*member}; }, column);
  };
  pack(&AggregateRow::cells, *columns.mutable_cells());
  pack(&AggregateRow::missing_values, *columns.mutable_missing_values());
  pack(&AggregateRow::confidential, *columns.mutable_confidential_cells());
  pack(&AggregateRow::longer, *columns.mutable_longer_cells());
  pack(&AggregateRow::months, *columns.mutable_months_present());
  pack(&AggregateRow::without_rate, *columns.mutable_missing_rate_cells());
}

}  // namespace

absl::StatusOr<v1::AggregateColumns> ColumnsOf(const AggregateAnswer& answer, const Aggregation& aggregation,
                                               size_t first, size_t end) {
  const Rows rows = absl::MakeConstSpan(answer.rows).subspan(first, end - first);
  const AggregateTable& table = answer.table;
  v1::AggregateColumns columns;
  for (Dimension dimension : aggregation.group_by) PackKeys(answer, rows, dimension, *columns.add_keys());
  PackPeriods(table, rows, *columns.mutable_periods());
  if (aggregation.value) {
    auto value = [&table](uint32_t number) { return &table.row(number).value; };
    KARVAN_RETURN_IF_ERROR(PackSums(rows, value, *columns.mutable_values()));
  }
  if (table.with_more()) KARVAN_RETURN_IF_ERROR(PackMore(answer, aggregation, rows, columns));
  PackRowCounts(table, rows, columns);
  if (!aggregation.remainder) return columns;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (answer.IsRemainder(table.row(rows[i]))) columns.add_remainders(static_cast<uint32_t>(i));
  }
  return columns;
}

}  // namespace karvan::statistics
