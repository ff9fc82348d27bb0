#include "services/statistics/storage/page/packed_words.h"

#include <algorithm>
#include <cstring>

#include "services/statistics/storage/page/word_groups.h"

namespace karvan::statistics {
namespace {

constexpr size_t kGroupsAnOffset = 8;

// The bytes of a word less one.
uint32_t LengthCode(uint32_t word) { return static_cast<uint32_t>(31 - __builtin_clz(word | 1)) / 8; }

// Writes up to four words; gives their lengths. Each may write four bytes.
uint8_t PackGroup(absl::Span<const uint32_t> words, char*& data) {
  uint32_t lengths = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    const uint32_t length = LengthCode(words[i]);
    std::memcpy(data, &words[i], sizeof words[i]);
    data += length + 1;
    lengths |= length << 2 * i;
  }
  return static_cast<uint8_t>(lengths);
}

}  // namespace

void PackWords(absl::Span<const uint32_t> words, std::string& out) {
  const size_t start = out.size();
  const size_t groups = (words.size() + 3) / 4;
  out.resize(start + groups + 4 * words.size());  // for the longest
  char* lengths = &out[start];
  char* data = lengths + groups;
  for (; words.size() > 4; words.remove_prefix(4))
    *lengths++ = static_cast<char>(PackGroup(words.first(4), data));
  if (!words.empty()) *lengths = static_cast<char>(PackGroup(words, data));
  out.resize(static_cast<size_t>(data - out.data()));
}

bool PackedWords::Parse(size_t count, absl::string_view& bytes) {
  const size_t groups = (count + 3) / 4;
  if (bytes.size() < groups) return false;
  count_ = count;
  lengths_ = reinterpret_cast<const uint8_t*>(bytes.data());
  data_ = lengths_ + groups;
  offsets_.reserve(groups / kGroupsAnOffset + 1);
  size_t size = 0;
  for (size_t i = 0; i < groups; i += kGroupsAnOffset) {
    offsets_.push_back(static_cast<uint32_t>(size));
    size += groups - i < kGroupsAnOffset ? word_groups::SizeOfFewer(lengths_ + i, groups - i)
                                         : word_groups::SizeOfEight(lengths_ + i);
  }
  const size_t absent = 4 * groups - count;  // words that only fill the last group
  if (absent > 0 && lengths_[groups - 1] >> 2 * (4 - absent) != 0) return false;
  size -= absent;
  if (bytes.size() - groups < size) return false;
  bytes.remove_prefix(groups + size);
  return true;
}

const uint8_t* PackedWords::DataOf(size_t group) const {
  const size_t within = group % kGroupsAnOffset;
  return data_ + offsets_[group / kGroupsAnOffset] +
         word_groups::SizeOfFewer(lengths_ + group - within, within);
}

void PackedWords::Decode(size_t first, size_t count, uint32_t* out) const {
  if (count == 0) return;
  const auto decode = word_groups::Fastest().decode;
  const size_t group = first / 4;
  const size_t skipped = first % 4;
  const uint8_t* data = DataOf(group);
  if (skipped == 0) return decode(lengths_ + group, data, (count + 3) / 4, out);
  // The words before the first one share its group.
  uint32_t words[4];
  decode(lengths_ + group, data, 1, words);
  const size_t head = std::min(count, 4 - skipped);
  std::memcpy(out, words + skipped, head * sizeof(uint32_t));
  if (count == head) return;
  data += word_groups::SizeOfFewer(lengths_ + group, 1);
  decode(lengths_ + group + 1, data, (count - head + 3) / 4, out + head);
}

uint64_t PackedWords::Sum(size_t first, size_t count) const {
  if (count == 0) return 0;
  const size_t group = first / 4;
  const size_t head = first % 4;
  const size_t groups = (head + count + 3) / 4;
  return word_groups::Fastest().sum(lengths_ + group, DataOf(group), groups, head, 4 * groups - head - count);
}

}  // namespace karvan::statistics
