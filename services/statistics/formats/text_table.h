#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace karvan::statistics {

// What the texts of a column mean, for as many of them as repeat in files: up to kMaxTexts. Texts of up to
// seven bytes, as most codes and months are, are found as one word in a table of open addressing.
template <typename Value>
class TextTable {
 public:
  static constexpr size_t kMaxTexts = 1 << 16;

  // Null for a text that was not added.
  const Value* Find(absl::string_view text) const {
    if (text.size() > kShort) {
      const auto at = long_.find(text);
      return at == long_.end() ? nullptr : &at->second;
    }
    const uint64_t word = WordOf(text);
    for (size_t at = SlotOf(word);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].word == word) return &slots_[at].value;
      if (slots_[at].word == kFree) return nullptr;
    }
  }

  // Adds a text; one that is here stays as it is.
  void Add(absl::string_view text, Value value) {
    if (count_ + long_.size() >= kMaxTexts || Find(text) != nullptr) return;
    if (text.size() > kShort) {
      long_.emplace(text, std::move(value));
      return;
    }
    if (2 * ++count_ > slots_.size()) Grow();
    Put({WordOf(text), std::move(value)});
  }

 private:
  static constexpr size_t kShort = 7;
  static constexpr uint64_t kFree = ~uint64_t{0};
  static constexpr int kFirstBits = 6;

  struct Slot {
    uint64_t word = kFree;
    Value value{};
  };

  template <typename Word>
  static uint64_t Load(const char* from) {
    Word word;
    std::memcpy(&word, from, sizeof word);
    return word;
  }

  // The bytes of a text from the lowest, and its size in the highest: one to one. Parts that are loaded twice
  // are the same twice.
  static uint64_t WordOf(absl::string_view text) {
    const char* const data = text.data();
    const uint64_t size = text.size();
    if (size >= 4) {
      return Load<uint32_t>(data) | Load<uint32_t>(data + size - 4) << 8 * (size - 4) | size << 56;
    }
    if (size == 0) return 0;
    return Load<uint8_t>(data) | Load<uint8_t>(data + size / 2) << 8 * (size / 2) |
           Load<uint8_t>(data + size - 1) << 8 * (size - 1) | size << 56;
  }

  // The high bits of the product depend on all bits of the word.
  size_t SlotOf(uint64_t word) const { return word * 0x9e3779b97f4a7c15 >> shift_; }

  void Put(Slot slot) {
    size_t at = SlotOf(slot.word);
    while (slots_[at].word != kFree) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = std::move(slot);
  }

  void Grow() {
    std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
    --shift_;
    for (Slot& slot : old) {
      if (slot.word != kFree) Put(std::move(slot));
    }
  }

  std::vector<Slot> slots_ = std::vector<Slot>(size_t{1} << kFirstBits);  // at least half of them are free
  int shift_ = 64 - kFirstBits;
  size_t count_ = 0;  // in slots_
  absl::flat_hash_map<std::string, Value> long_;
};

}  // namespace karvan::statistics
