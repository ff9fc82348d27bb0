#pragma once

#include <optional>

#include "absl/strings/string_view.h"
#include "services/statistics/domain/code.h"

namespace karvan::statistics {

// The codes whose first characters lie between two texts, both included: from "01" to "24" are 01, 0101 and
// 240220, but not 25. From a text to itself are that code and all below it in its hierarchy. In the order of
// codes they stand side by side.
class CodeRange {
 public:
  // Nothing when a text is empty or no code, or when the first stands behind the last.
  static std::optional<CodeRange> Between(absl::string_view first, absl::string_view last);

  bool Contains(Code code) const { return code.bits() >= first_ && code.bits() <= last_; }

  // Bits of codes lie between these, both included.
  uint64_t first_bits() const { return first_; }
  uint64_t last_bits() const { return last_; }

  friend bool operator==(const CodeRange&, const CodeRange&) = default;

 private:
  CodeRange(uint64_t first, uint64_t last) : first_(first), last_(last) {}

  uint64_t first_ = 0;
  uint64_t last_ = 0;
};

}  // namespace karvan::statistics
