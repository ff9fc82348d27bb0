#include "services/statistics/storage/aggregate/aggregate_visitor.h"

#include <utility>

#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/domain/product_level.h"

namespace karvan::statistics {
namespace {

constexpr int64_t kCellsBetweenChecks = 50'000;  // a millisecond or less
constexpr char kFree[] = "F";                    // of confidentiality

absl::Status AddNumber(const std::optional<Decimal>& number, int multiplier, ExactSum& sum,
                       uint32_t& missing) {
  if (!number) {
    ++missing;
    return absl::OkStatus();
  }
  return sum.Add(*number, multiplier) ? absl::OkStatus() : SumOverflow();
}

// Adds the numbers of a block, whose last digits but those of exceptions are of the power `exponent` of ten.
absl::Status AddBlock(const NumberColumn& column, const Page::Block& block, int exponent, ExactSum& sum,
                      uint32_t& missing) {
  const size_t present = column.Count(block.first_cell, block.cell_count);
  missing += block.cell_count - static_cast<uint32_t>(present);
  if (present == 0) return absl::OkStatus();  // a row without numbers has no sum, not 0
  if (!sum.Add(column.Sum(block.first_cell, block.cell_count), exponent)) return SumOverflow();
  if (column.exceptions().empty()) return absl::OkStatus();
  const auto [begin, end] = column.ExceptionsOf(block.first_cell, block.cell_count);
  for (const NumberColumn::Exception* at = begin; at != end; ++at) {
    if (!sum.Add(at->number, exponent + column.scale())) return SumOverflow();
  }
  return absl::OkStatus();
}

}  // namespace

AggregateVisitor::AggregateVisitor(const Aggregation& aggregation, const AggregateRules& rules,
                                   ReadPeriods periods, const AggregateLimits& limits,
                                   std::function<absl::Status()> check_alive, AggregateNames& names,
                                   AggregateTable& table)
    : asked_(aggregation),
      rules_(rules),
      periods_(periods),
      span_(periods == ReadPeriods::kOwn || aggregation.grain == PeriodGrain::kAsStored
                ? 1
                : SpanOf(aggregation.grain)),
      limits_(limits),
      check_alive_(std::move(check_alive)),
      names_(names),
      table_(table),
      next_check_(kCellsBetweenChecks),
      longer_(aggregation.grain) {}

void AggregateVisitor::BeginGroup(const GroupKey& group) {
  const std::optional<int> part = rules_.PartOf(group);
  counts_ = part.has_value();
  if (!counts_) return;
  group_ = group;
  group_totals_ = *part;
  prefix_ = names_.PrefixOf(group);
  kinds_.fill(-1);
}

absl::Status AggregateVisitor::OnBlock(const Page& page, const Page::Block& block, const OpenRun& run) {
  if (!counts_) return absl::OkStatus();
  const Attributes* common = page.CommonAttributes();
  if (block.month_count != 1 || common == nullptr || asked_.quantity) return EachCell(page, block, run);
  const BlockScale scale = {common->unit_multiplier - page.column(Measure::kValue).scale(),
                            -page.column(Measure::kNetWeight).scale(), KindOf(common->valuation)};
  const bool all_products = !rules_.level() || page.common_level() == rules_.level();
  if (!rules_.by_product() && span_ == 12 && all_products) {
    KARVAN_RETURN_IF_ERROR(Count(block.cell_count));
    if (longer_.needed()) longer_.SeeMonths(page, block);
    return SumWhole(page, block, scale);
  }
  if (!Decode(page, block)) return EachCell(page, block, run);
  KARVAN_RETURN_IF_ERROR(Count(block.cell_count));
  if (longer_.needed()) longer_.SeeMonths(page, block);
  return rules_.by_product() ? SumByProduct(page, block, scale) : SumByMonth(page, block, scale);
}

absl::Status AggregateVisitor::OnCell(const SeenCell& cell) {
  if (!counts_) return absl::OkStatus();
  KARVAN_RETURN_IF_ERROR(Count(1));
  return Take(cell);
}

absl::StatusOr<bool> AggregateVisitor::EndGroup() {
  if (!counts_) return true;
  KARVAN_RETURN_IF_ERROR(Count(0));
  if (!longer_.needed()) return true;
  KARVAN_RETURN_IF_ERROR(longer_.TakeAll([this](const SeenCell& cell, bool is_total) {
    if (!is_total) return AddCell(cell, 0);
    return asked_.include_reported ? AddCell(cell, kTotalPeriod) : absl::OkStatus();
  }));
  return true;
}

absl::Status AggregateVisitor::Count(int64_t cells) {
  cells_ += cells;
  if (cells_ > limits_.cells) {
    return LimitExceeded(
        "the sum has more cells to look at than one call may: narrow filter, or use StreamAggregates",
        limits_.cells);
  }
  if (static_cast<int64_t>(table_.size()) > limits_.rows) {
    return LimitExceeded(
        "the answer has more rows than one call may: name fewer parts in group_by, use fewer "
        "product_digits or a longer period_grain, or narrow filter",
        limits_.rows);
  }
  if (cells_ < next_check_) return absl::OkStatus();
  next_check_ = cells_ + kCellsBetweenChecks;
  return check_alive_();
}

uint16_t AggregateVisitor::KindOf(Valuation valuation) {
  int32_t& kind = kinds_[static_cast<size_t>(valuation)];
  if (kind < 0) kind = names_.KindOf(group_, valuation);
  return static_cast<uint16_t>(kind);
}

RowPeriod AggregateVisitor::PeriodOf(int32_t first_month, int32_t month_count) const {
  if (periods_ == ReadPeriods::kNone) return kAllPeriods;
  const bool own = periods_ == ReadPeriods::kOwn || asked_.grain == PeriodGrain::kAsStored ||
                   (asked_.grain == PeriodGrain::kYearToDate && month_count > 1);
  return own ? PackPeriod(first_month, month_count) : SpanAround(first_month, span_);
}

absl::Status AggregateVisitor::EachCell(const Page& page, const Page::Block& block, const OpenRun& run) {
  for (const Page::Entry& entry : page.EntriesOf(block)) {
    uint32_t cell = entry.first_cell;
    for (uint32_t months = entry.months; months != 0; months &= months - 1, ++cell) {
      const int32_t first_month = block.year * 12 + __builtin_ctz(months);
      KARVAN_RETURN_IF_ERROR(OnCell({&page, &block, &entry, cell, first_month, &run}));
    }
  }
  return absl::OkStatus();
}

// The whole block is of one row.
absl::Status AggregateVisitor::SumWhole(const Page& page, const Page::Block& block, const BlockScale& scale) {
  const uint32_t number =
      table_.FindOrAdd({prefix_, PeriodOf(block.year * 12, 1), Code(), static_cast<uint16_t>(group_totals_)});
  AggregateRow& row = table_.row(number);
  if (row.cells == 0) row.kind = scale.kind;
  if (row.kind != scale.kind) return names_.Mixed(row.kind, scale.kind);
  row.cells += block.cell_count;
  row.months |= block.months;
  KARVAN_RETURN_IF_ERROR(
      AddBlock(page.column(Measure::kValue), block, scale.value, row.value, row.missing_values));
  if (!asked_.net_weight) return absl::OkStatus();
  MoreSums& more = table_.more(number);
  return AddBlock(page.column(Measure::kNetWeight), block, scale.net_weight, more.net_weight,
                  more.missing_net_weights);
}

// Decodes the numbers of a block. False when some are missing or exceptions.
bool AggregateVisitor::Decode(const Page& page, const Page::Block& block) {
  auto decode = [&block](const NumberColumn& column, std::vector<int64_t>& numbers) {
    if (column.Count(block.first_cell, block.cell_count) != block.cell_count) return false;
    const auto [begin, end] = column.ExceptionsOf(block.first_cell, block.cell_count);
    if (begin != end) return false;
    if (numbers.size() < block.cell_count) numbers.resize(block.cell_count);
    column.Decode(block.first_cell, block.cell_count, numbers.data());
    return true;
  };
  return decode(page.column(Measure::kValue), values_) &&
         (!asked_.net_weight || decode(page.column(Measure::kNetWeight), net_weights_));
}

absl::Status AggregateVisitor::SumByProduct(const Page& page, const Page::Block& block,
                                            const BlockScale& scale) {
  const bool all_parts = !rules_.level() || page.common_level() == rules_.level();
  const absl::Span<const Page::Entry> entries = page.EntriesOf(block);
  RowKey key;
  key.prefix = prefix_;
  for (size_t i = 0; i < entries.size(); ++i) {
    const Page::Entry& entry = entries[i];
    const Code product = page.products()[entry.product];
    const std::optional<int> totals = all_parts ? 0 : rules_.PartOf(product);
    if (!totals) continue;
    key.product = rules_.RowProduct(product);
    key.totals = static_cast<uint16_t>(group_totals_ | *totals);
    uint32_t cell = entry.first_cell - block.first_cell;  // in the block
    if (span_ == 12) {
      const uint32_t end =
          i + 1 < entries.size() ? entries[i + 1].first_cell - block.first_cell : block.cell_count;
      key.period = PeriodOf(block.year * 12, 1);
      KARVAN_RETURN_IF_ERROR(AddPart(key, scale, PartOf(cell, end, entry.months)));
      continue;
    }
    for (uint32_t months = entry.months; months != 0;) {
      const int first = __builtin_ctz(months) / span_ * span_;
      const uint32_t span = months & ((1u << span_) - 1) << first;
      const uint32_t end = cell + static_cast<uint32_t>(__builtin_popcount(span));
      key.period = PeriodOf(block.year * 12 + first, 1);
      KARVAN_RETURN_IF_ERROR(AddPart(key, scale, PartOf(cell, end, static_cast<uint16_t>(span))));
      cell = end;
      months &= ~span;
    }
  }
  return absl::OkStatus();
}

// The sum of the decoded cells [first, end).
AggregateVisitor::Part AggregateVisitor::PartOf(uint32_t first, uint32_t end, uint16_t months) const {
  Part part{.cells = end - first, .months = months};
  for (uint32_t cell = first; cell < end; ++cell) part.value += values_[cell];
  if (asked_.net_weight) {
    for (uint32_t cell = first; cell < end; ++cell) part.net_weight += net_weights_[cell];
  }
  return part;
}

absl::Status AggregateVisitor::SumByMonth(const Page& page, const Page::Block& block,
                                          const BlockScale& scale) {
  std::array<std::array<Part, 12>, 2> parts{};  // of parts, and of the office's totals
  uint32_t cell = 0;
  for (const Page::Entry& entry : page.EntriesOf(block)) {
    const std::optional<int> totals = rules_.PartOf(page.products()[entry.product]);
    for (uint32_t months = entry.months; months != 0; months &= months - 1, ++cell) {
      if (!totals) continue;
      const int month = __builtin_ctz(months);
      Part& part = parts[*totals != 0][static_cast<size_t>(month / span_ * span_)];
      part.value += values_[cell];
      if (asked_.net_weight) part.net_weight += net_weights_[cell];
      ++part.cells;
      part.months |= static_cast<uint16_t>(1u << month);
    }
  }
  for (size_t total = 0; total < 2; ++total) {
    const auto totals = static_cast<uint16_t>(group_totals_ | (total != 0 ? kTotalProductPart : 0));
    for (int month = 0; month < 12; ++month) {
      const Part& part = parts[total][static_cast<size_t>(month)];
      if (part.cells == 0) continue;
      KARVAN_RETURN_IF_ERROR(
          AddPart({prefix_, PeriodOf(block.year * 12 + month, 1), Code(), totals}, scale, part));
    }
  }
  return absl::OkStatus();
}

absl::Status AggregateVisitor::AddPart(const RowKey& key, const BlockScale& scale, const Part& part) {
  const uint32_t number = table_.FindOrAdd(key);
  AggregateRow& row = table_.row(number);
  if (row.cells == 0) row.kind = scale.kind;
  if (row.kind != scale.kind) return names_.Mixed(row.kind, scale.kind);
  row.cells += part.cells;
  row.months |= part.months;
  // A row of which all values are missing has none, not 0.
  if (row.cells != row.missing_values && !row.value.Add(part.value, scale.value)) return SumOverflow();
  if (!asked_.net_weight) return absl::OkStatus();
  MoreSums& more = table_.more(number);
  const bool any = row.cells != more.missing_net_weights;
  return !any || more.net_weight.Add(part.net_weight, scale.net_weight) ? absl::OkStatus() : SumOverflow();
}

// A cell that is counted: of a month, or of more.
absl::Status AggregateVisitor::Take(const SeenCell& cell) {
  const bool month = cell.block->month_count == 1;
  if (asked_.grain == PeriodGrain::kAsStored) return AddCell(cell, 0);
  if (month) {
    if (longer_.needed()) longer_.SeeMonth(cell.product(), cell.first_month);
    return AddCell(cell, 0);
  }
  if (longer_.needed() && rules_.PartOf(cell.product())) longer_.Add(cell);
  return absl::OkStatus();
}

// Adds a cell to its row if its product counts; `totals` are those of its period.
absl::Status AggregateVisitor::AddCell(const SeenCell& cell, int totals) {
  const Code product = cell.product();
  const std::optional<int> part = rules_.PartOf(product);
  if (!part) return absl::OkStatus();
  const int32_t length = cell.block->month_count;
  const uint32_t number =
      table_.FindOrAdd({prefix_, PeriodOf(cell.first_month, length), rules_.RowProduct(product),
                        static_cast<uint16_t>(group_totals_ | *part | totals)});
  AggregateRow& row = table_.row(number);
  const Attributes& said = cell.attributes();
  const uint16_t kind = KindOf(said.valuation);
  if (row.cells == 0) row.kind = kind;
  if (row.kind != kind) return names_.Mixed(row.kind, kind);
  ++row.cells;
  if (length <= 12) row.months |= MonthsOf(cell.first_month, length);
  if (length > 1) ++row.longer;
  if (said.confidentiality != kFree) ++row.confidential;
  KARVAN_RETURN_IF_ERROR(
      AddNumber(cell.Get(Measure::kValue), said.unit_multiplier, row.value, row.missing_values));
  if (!table_.with_more()) return absl::OkStatus();
  MoreSums& more = table_.more(number);
  if (asked_.net_weight) {
    KARVAN_RETURN_IF_ERROR(
        AddNumber(cell.Get(Measure::kNetWeight), 0, more.net_weight, more.missing_net_weights));
  }
  if (!asked_.quantity) return absl::OkStatus();
  const std::optional<Decimal> quantity = cell.Get(Measure::kQuantity);
  if (quantity) more.TakeUnit(names_.UnitOf(said.quantity_unit));
  return AddNumber(quantity, 0, more.quantity, more.missing_quantities);
}

}  // namespace karvan::statistics
