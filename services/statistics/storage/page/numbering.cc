#include "services/statistics/storage/page/numbering.h"

#include <algorithm>
#include <utility>

namespace karvan::statistics {
namespace {

constexpr int kFirstBits = 8;

}  // namespace

Numbering::Numbering() : slots_(size_t{1} << kFirstBits, kFree), shift_(64 - kFirstBits) {}

uint32_t Numbering::Add(uint64_t key, size_t slot) {
  const uint32_t number = static_cast<uint32_t>(keys_.size());
  keys_.push_back(key);
  slots_[slot] = number;
  if (2 * keys_.size() > slots_.size()) Grow();
  return number;
}

void Numbering::Grow() {
  slots_.assign(2 * slots_.size(), kFree);
  --shift_;
  for (uint32_t number = 0; number < keys_.size(); ++number) {
    size_t at = SlotOf(keys_[number]);
    while (slots_[at] != kFree) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = number;
  }
}

std::vector<uint32_t> Numbering::Sorted() const {
  std::vector<std::pair<uint64_t, uint32_t>> sorted;
  sorted.reserve(keys_.size());
  for (uint32_t number = 0; number < keys_.size(); ++number) sorted.push_back({keys_[number], number});
  std::sort(sorted.begin(), sorted.end());
  std::vector<uint32_t> numbers;
  numbers.reserve(sorted.size());
  for (const auto& [key, number] : sorted) numbers.push_back(number);
  return numbers;
}

}  // namespace karvan::statistics
