#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace karvan::statistics {

// Numbers keys from 0 by their first appearance: a hash table of open addressing, for a page asks of every
// cell.
class Numbering {
 public:
  Numbering();

  uint32_t NumberOf(uint64_t key) {
    if (!keys_.empty() && keys_[last_] == key) return last_;  // keys repeat
    for (size_t at = SlotOf(key);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at] == kFree) return last_ = Add(key, at);
      if (keys_[slots_[at]] == key) return last_ = slots_[at];
    }
  }

  // By number.
  const std::vector<uint64_t>& keys() const { return keys_; }

  // The numbers in the order of their keys.
  std::vector<uint32_t> Sorted() const;

 private:
  static constexpr uint32_t kFree = ~uint32_t{0};

  // The high bits of the product depend on all bits of the key.
  size_t SlotOf(uint64_t key) const { return key * 0x9e3779b97f4a7c15 >> shift_; }
  uint32_t Add(uint64_t key, size_t slot);
  void Grow();

  std::vector<uint64_t> keys_;
  std::vector<uint32_t> slots_;  // the numbers; 2^(64 - shift_), at least half of them free
  int shift_;
  uint32_t last_ = 0;
};

}  // namespace karvan::statistics
