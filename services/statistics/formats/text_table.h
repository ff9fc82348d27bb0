#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace karvan::statistics {

// What the texts of a column mean, for as many of them as repeat in files: up to kMaxTexts. Texts of up to 16
// bytes, as codes and periods are, are found as two words in a table of open addressing.
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
    const Words words = WordsOf(text);
    for (size_t at = SlotOf(words);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].words == words) return &slots_[at].value;
      if (slots_[at].words.size == kFree) return nullptr;
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
    Put({WordsOf(text), std::move(value)});
  }

 private:
  static constexpr size_t kShort = 16;
  static constexpr uint32_t kFree = ~uint32_t{0};
  static constexpr int kFirstBits = 6;

  // A text of up to 16 bytes: of one size, texts and words are one to one.
  struct Words {
    uint64_t low = 0;
    uint64_t high = 0;
    uint32_t size = kFree;

    friend bool operator==(const Words&, const Words&) = default;
  };
  struct Slot {
    Words words;
    Value value{};
  };

  template <typename Word>
  static uint64_t Load(const char* from) {
    Word word;
    std::memcpy(&word, from, sizeof word);
    return word;
  }

  static Words WordsOf(absl::string_view text) {
    const char* begin = text.data();
    const char* end = begin + text.size();
    const auto size = static_cast<uint32_t>(text.size());
    if (size >= 8) return {Load<uint64_t>(begin), Load<uint64_t>(end - 8), size};
    if (size >= 4) return {Load<uint32_t>(begin) | Load<uint32_t>(end - 4) << 32, 0, size};
    if (size == 0) return {0, 0, 0};
    return {Load<uint8_t>(begin) | Load<uint8_t>(begin + size / 2) << 8 | Load<uint8_t>(end - 1) << 16, 0,
            size};
  }

  // The high bits of the product depend on all bits of the text.
  size_t SlotOf(const Words& words) const {
    return ((words.low ^ words.high * 0xff51afd7ed558ccd) + words.size) * 0x9e3779b97f4a7c15 >> shift_;
  }

  void Put(Slot slot) {
    size_t at = SlotOf(slot.words);
    while (slots_[at].words.size != kFree) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = std::move(slot);
  }

  void Grow() {
    std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
    --shift_;
    for (Slot& slot : old) {
      if (slot.words.size != kFree) Put(std::move(slot));
    }
  }

  std::vector<Slot> slots_ = std::vector<Slot>(size_t{1} << kFirstBits);  // at least half of them are free
  int shift_ = 64 - kFirstBits;
  size_t count_ = 0;  // in slots_
  absl::flat_hash_map<std::string, Value> long_;
};

}  // namespace karvan::statistics
