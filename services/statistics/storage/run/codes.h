#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/types/span.h"
#include "services/statistics/domain/code.h"
#include "services/statistics/domain/observation_filter.h"

namespace karvan::statistics {

// The codes that one part of a key may have, as the store looks for them; or any. Codes that are named one by
// one, prefixes and ranges are all intervals in the order of codes.
class Codes {
 public:
  // Codes with these bits, both ends included.
  struct Interval {
    uint64_t first = 0;
    uint64_t last = 0;

    friend bool operator==(const Interval&, const Interval&) = default;
  };

  static Codes Any() { return Codes(); }
  static Codes Of(Code code);
  static Codes Of(const std::vector<Code>& codes);  // in any order
  static Codes Of(std::vector<Interval> intervals);
  // Of a filter; texts that are no code match nothing.
  static Codes Of(const CodeSet& set);

  bool any() const { return !intervals_.has_value(); }
  bool none() const { return intervals_.has_value() && intervals_->empty(); }
  bool Contains(Code code) const;
  // The least bits from `bits` on that a code in here may have; nothing when there are none. Of any, `bits`
  // themselves.
  std::optional<uint64_t> LeastFrom(uint64_t bits) const;
  // Ascending, apart from each other; only when not any().
  absl::Span<const Interval> intervals() const { return *intervals_; }

 private:
  // One series is looked for most of all, and needs no memory of its own.
  std::optional<absl::InlinedVector<Interval, 1>> intervals_;
};

}  // namespace karvan::statistics
