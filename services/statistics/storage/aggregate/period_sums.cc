#include "services/statistics/storage/aggregate/period_sums.h"

#include <numeric>
#include <tuple>
#include <utility>

#include "absl/types/span.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/aggregate/interruptible_sort.h"

namespace karvan::statistics {
namespace {

// Sums the rows of each series, which come in the order of their periods, into rows of another table.
class Summer {
 public:
  Summer(const AggregateTable& read, PeriodGrain grain, const AggregateNames& names)
      : read_(read), grain_(grain), names_(names), sums_(read.with_more()) {}

  absl::Status Add(absl::Span<const uint32_t> series) {
    switch (grain_) {
      case PeriodGrain::kAll:
        return AddAll(series);
      case PeriodGrain::kYearToDate:
        return AddToDate(series);
      case PeriodGrain::kRollingYear:
        return AddRolling(series);
      default:
        return AddSpans(series);
    }
  }

  AggregateTable Take() { return std::move(sums_); }

 private:
  RowPeriod PeriodOf(uint32_t row) const { return read_.row(row).key.period; }

  absl::Status Merge(uint32_t row, RowPeriod period) {
    RowKey key = read_.row(row).key;
    key.period = period;
    return sums_.Merge(sums_.FindOrAdd(key), read_, row, names_);
  }

  absl::Status AddSpans(absl::Span<const uint32_t> series) {
    for (uint32_t row : series) {
      const RowPeriod own = PeriodOf(row);
      const bool keeps = grain_ == PeriodGrain::kAsStored;
      KARVAN_RETURN_IF_ERROR(Merge(row, keeps ? own : SpanAround(FirstMonthOf(own), SpanOf(grain_))));
    }
    return absl::OkStatus();
  }

  absl::Status AddAll(absl::Span<const uint32_t> series) {
    int count = 0;
    int year = 0;
    uint16_t months = 0;  // of the year
    for (uint32_t row : series) {
      KARVAN_RETURN_IF_ERROR(Merge(row, kAllPeriods));
      const int other = FirstMonthOf(PeriodOf(row)) / 12;
      if (other != year) count += __builtin_popcount(std::exchange(months, 0));
      year = other;
      months |= read_.row(row).months;
    }
    RowKey key = read_.row(series[0]).key;
    key.period = kAllPeriods;
    sums_.row(sums_.FindOrAdd(key)).months = static_cast<uint16_t>(count + __builtin_popcount(months));
    return absl::OkStatus();
  }

  absl::Status AddToDate(absl::Span<const uint32_t> series) {
    for (size_t first = 0; first < series.size(); ++first) {
      const RowPeriod own = PeriodOf(series[first]);
      if (MonthCountOf(own) > 1) {
        KARVAN_RETURN_IF_ERROR(Merge(series[first], own));
        continue;
      }
      const int january = FirstMonthOf(own) / 12 * 12;
      for (size_t to = first; to < series.size(); ++to) {
        const RowPeriod last = PeriodOf(series[to]);
        if (FirstMonthOf(last) >= january + 12) break;
        if (MonthCountOf(last) > 1) continue;
        KARVAN_RETURN_IF_ERROR(Merge(series[first], PackPeriod(january, FirstMonthOf(last) - january + 1)));
      }
    }
    return absl::OkStatus();
  }

  absl::Status AddRolling(absl::Span<const uint32_t> series) {
    for (size_t end = 12; end <= series.size(); ++end) {
      const int first = FirstMonthOf(PeriodOf(series[end - 12]));
      if (FirstMonthOf(PeriodOf(series[end - 1])) != first + 11) continue;
      for (uint32_t row : series.subspan(end - 12, 12)) {
        KARVAN_RETURN_IF_ERROR(Merge(row, PackPeriod(first, 12)));
      }
    }
    return absl::OkStatus();
  }

  const AggregateTable& read_;
  const PeriodGrain grain_;
  const AggregateNames& names_;
  AggregateTable sums_;
};

// Turns months from bits into a count.
void CountMonths(AggregateTable& table, PeriodGrain grain) {
  for (uint32_t number = 0; number < table.size(); ++number) {
    AggregateRow& row = table.row(number);
    const int count =
        grain == PeriodGrain::kAsStored ? MonthCountOf(row.key.period) : __builtin_popcount(row.months);
    row.months = static_cast<uint16_t>(count);
  }
}

}  // namespace

absl::StatusOr<AggregateTable> PutPeriodsTogether(AggregateTable read, PeriodGrain grain, ReadPeriods periods,
                                                  const AggregateNames& names,
                                                  const std::function<absl::Status()>& check_alive) {
  const bool afterwards =
      grain == PeriodGrain::kAll || grain == PeriodGrain::kYearToDate || grain == PeriodGrain::kRollingYear;
  const bool together = periods == ReadPeriods::kNone || (periods == ReadPeriods::kSpans && !afterwards);
  if (together) {
    CountMonths(read, grain);
    return read;
  }
  std::vector<uint32_t> rows(read.size());
  std::iota(rows.begin(), rows.end(), 0);
  auto series = [&read](uint32_t row) {
    const RowKey& key = read.row(row).key;
    return std::make_tuple(key.prefix, key.product, key.totals);
  };
  auto before = [&](uint32_t a, uint32_t b) {
    return std::make_pair(series(a), read.row(a).key.period) <
           std::make_pair(series(b), read.row(b).key.period);
  };
  KARVAN_RETURN_IF_ERROR(InterruptibleSort(rows, before, check_alive));
  Summer summer(read, grain, names);
  for (size_t first = 0; first < rows.size();) {
    size_t end = first + 1;
    while (end < rows.size() && series(rows[end]) == series(rows[first])) ++end;
    KARVAN_RETURN_IF_ERROR(summer.Add(absl::MakeConstSpan(rows).subspan(first, end - first)));
    if (first >> 10 != end >> 10) KARVAN_RETURN_IF_ERROR(check_alive());
    first = end;
  }
  AggregateTable sums = summer.Take();
  if (grain != PeriodGrain::kAll) CountMonths(sums, grain);
  return sums;
}

}  // namespace karvan::statistics
