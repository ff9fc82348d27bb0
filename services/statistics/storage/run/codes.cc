#include "services/statistics/storage/run/codes.h"

#include <algorithm>

namespace karvan::statistics {

Codes Codes::Of(std::vector<Interval> intervals) {
  std::sort(intervals.begin(), intervals.end(),
            [](const Interval& a, const Interval& b) { return a.first < b.first; });
  Codes of;
  absl::InlinedVector<Interval, 1>& apart = of.intervals_.emplace();
  for (const Interval& interval : intervals) {
    if (!apart.empty() && interval.first <= apart.back().last) {
      apart.back().last = std::max(apart.back().last, interval.last);
    } else {
      apart.push_back(interval);
    }
  }
  return of;
}

Codes Codes::Of(Code code) {
  Codes of;
  of.intervals_.emplace({Interval{code.bits(), code.bits()}});
  return of;
}

Codes Codes::Of(const std::vector<Code>& codes) {
  std::vector<Interval> intervals;
  for (Code code : codes) intervals.push_back({code.bits(), code.bits()});
  return Of(std::move(intervals));
}

Codes Codes::Of(const CodeSet& set) {
  if (set.any()) return Any();
  std::vector<Interval> intervals;
  for (const std::string& text : set.codes()) {
    if (const std::optional<Code> code = Code::Parse(text)) intervals.push_back({code->bits(), code->bits()});
  }
  for (const CodeRange& range : set.ranges()) intervals.push_back({range.first_bits(), range.last_bits()});
  return Of(std::move(intervals));
}

bool Codes::Contains(Code code) const { return LeastFrom(code.bits()) == code.bits(); }

std::optional<uint64_t> Codes::LeastFrom(uint64_t bits) const {
  if (any()) return bits;
  const auto at =
      std::lower_bound(intervals_->begin(), intervals_->end(), bits,
                       [](const Interval& interval, uint64_t bits) { return interval.last < bits; });
  if (at == intervals_->end()) return std::nullopt;
  return std::max(at->first, bits);
}

}  // namespace karvan::statistics
