#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

#include "absl/strings/string_view.h"

namespace karvan::statistics {

// A code of a series key (area, flow, classification, product, breakdown) in one word: up to ten of 0-9, A-Z
// and "_". Codes order as their texts do, and a code compares, copies and hashes as an integer.
class Code {
 public:
  static constexpr size_t kMaxLength = 10;

  // The empty code, which is before all others.
  constexpr Code() = default;

  // Nothing for a text that is longer or holds another character.
  static std::optional<Code> Parse(absl::string_view text);

  // The code of a stored word; nothing when no text gives it.
  static std::optional<Code> FromBits(uint64_t bits);

  // Six bits a character from the highest of 60 down: 0 after the end, then 0-9, A-Z, "_". On disk: do not
  // change.
  constexpr uint64_t bits() const { return bits_; }

  std::string ToString() const;
  size_t size() const;
  bool empty() const { return bits_ == 0; }

  // The first `length` characters; the whole code when it is shorter.
  Code Prefix(size_t length) const;

  friend auto operator<=>(const Code&, const Code&) = default;
  friend bool operator==(const Code&, const Code&) = default;

  template <typename H>
  friend H AbslHashValue(H state, Code code) {
    return H::combine(std::move(state), code.bits_);
  }

  friend std::ostream& operator<<(std::ostream& out, Code code) { return out << code.ToString(); }

 private:
  explicit constexpr Code(uint64_t bits) : bits_(bits) {}

  uint64_t bits_ = 0;
};

}  // namespace karvan::statistics
