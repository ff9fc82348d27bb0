#include <algorithm>
#include <utility>

#include "services/statistics/storage/page/page_layout.h"
#include "services/statistics/storage/page/page_sections.h"
#include "services/statistics/storage/page/value_counts.h"

namespace karvan::statistics {
namespace {

using namespace page_layout;  // NOLINT: the words of the format

// The periods of a page, numbered by length and then by first month, with gaps.
class Periods {
 public:
  explicit Periods(const PageDraft& draft) {
    for (const PageDraft::Block& block : draft.blocks) years_.push_back({block.month_count, block.year});
    std::sort(years_.begin(), years_.end());
    years_.erase(std::unique(years_.begin(), years_.end()), years_.end());
  }

  size_t size() const { return 12 * years_.size(); }

  // Of the period that begins in January.
  uint32_t FirstOf(const PageDraft::Block& block) const {
    const auto at =
        std::lower_bound(years_.begin(), years_.end(), std::make_pair(block.month_count, block.year));
    return 12 * static_cast<uint32_t>(at - years_.begin());
  }

  int32_t MonthCountOf(uint32_t period) const { return years_[period / 12].first; }
  int32_t FirstMonthOf(uint32_t period) const {
    return 12 * years_[period / 12].second + static_cast<int32_t>(period % 12);
  }

 private:
  std::vector<std::pair<int32_t, int32_t>> years_;  // with the length of the period before
};

// The period of each row.
std::vector<uint32_t> PeriodsOf(const PageDraft& draft, const Periods& periods) {
  std::vector<uint32_t> of_rows;
  of_rows.reserve(draft.rows.size());
  for (const PageDraft::Block& block : draft.blocks) {
    const uint32_t first = periods.FirstOf(block);
    for (const PageDraft::Row& row : draft.RowsOf(block)) {
      of_rows.push_back(first + static_cast<uint32_t>(row.cell.first_month - 12 * block.year));
    }
  }
  return of_rows;
}

// The most frequent of all values, and of equally frequent ones the least.
int64_t MostFrequent(std::vector<ValueCounts::Count> counts) {
  ValueCounts::Count* const end = counts.data() + counts.size();
  std::sort(counts.data(), end,
            [](const ValueCounts::Count& a, const ValueCounts::Count& b) { return a.value < b.value; });
  ValueCounts::Count most;
  for (ValueCounts::Count* at = counts.data(); at != end;) {
    ValueCounts::Count all{0, at->value, 0};
    for (; at != end && at->value == all.value; ++at) all.count += at->count;
    if (all.count > most.count) most = all;
  }
  return most.value;
}

}  // namespace

// Each period has its usual sequence, for offices publish by periods; the cells that have others are told
// apart.
void EncodeSequences(const PageDraft& draft, ByteWriter& out) {
  const int64_t first = draft.rows[0].cell.sequence;
  if (std::all_of(draft.rows.begin(), draft.rows.end(),
                  [first](const PageDraft::Row& row) { return row.cell.sequence == first; })) {
    out.Signed(first);
    out.Varint(0);
    out.Varint(0);
    return;
  }
  const Periods periods(draft);
  const std::vector<uint32_t> of_rows = PeriodsOf(draft, periods);
  ValueCounts counting(periods.size());
  for (size_t i = 0; i < of_rows.size(); ++i) counting.Add(of_rows[i], draft.rows[i].cell.sequence);
  const std::vector<ValueCounts::Count> counts = counting.Take();
  const std::vector<ValueCounts::Count> usual_of_periods = MostFrequentByKey(counts);
  const int64_t usual = MostFrequent(counts);
  out.Signed(usual);
  out.Varint(usual_of_periods.size());
  std::vector<int64_t> by_period(periods.size());
  int32_t last_month = kFirstYear * 12;
  for (const ValueCounts::Count& of_period : usual_of_periods) {
    const int32_t first_month = periods.FirstMonthOf(of_period.key);
    out.Varint(static_cast<uint64_t>(periods.MonthCountOf(of_period.key)));
    out.Signed(first_month - last_month);
    out.Signed(of_period.value - usual);
    last_month = first_month;
    by_period[of_period.key] = of_period.value;
  }
  ByteWriter others;
  uint64_t count = 0;
  size_t last = 0;
  for (size_t i = 0; i < of_rows.size(); ++i) {
    const int64_t sequence = draft.rows[i].cell.sequence;
    if (sequence == by_period[of_rows[i]]) continue;
    others.Varint(i - last);
    others.Signed(sequence - usual);
    last = i;
    ++count;
  }
  out.Varint(count);
  out.Bytes(others.bytes());
}

}  // namespace karvan::statistics
