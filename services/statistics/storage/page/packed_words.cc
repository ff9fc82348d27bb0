#include "services/statistics/storage/page/packed_words.h"

#include <algorithm>
#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <tmmintrin.h>
#endif

namespace karvan::statistics {
namespace {

constexpr size_t kGroupsAnOffset = 64;

// For each byte of lengths: the bytes of its four words, and where the shuffle takes each output byte from.
struct Tables {
  std::array<uint8_t, 256> sizes{};
  std::array<std::array<uint8_t, 16>, 256> shuffles{};
};

constexpr Tables MakeTables() {
  Tables tables;
  for (int lengths = 0; lengths < 256; ++lengths) {
    uint8_t from = 0;
    for (int word = 0; word < 4; ++word) {
      const int length = (lengths >> 2 * word & 3) + 1;
      for (int byte = 0; byte < 4; ++byte) {
        tables.shuffles[lengths][4 * word + byte] = byte < length ? from++ : 0xff;
      }
    }
    tables.sizes[lengths] = from;
  }
  return tables;
}
constexpr Tables kTables = MakeTables();

int LengthOf(uint32_t word) { return word < 1u << 8 ? 1 : word < 1u << 16 ? 2 : word < 1u << 24 ? 3 : 4; }

// Decodes the words of `groups` groups of four.
void DecodePlainly(const uint8_t* lengths, const uint8_t* data, size_t groups, uint32_t* out) {
  for (size_t i = 0; i < 4 * groups; ++i) {
    const int length = (lengths[i / 4] >> 2 * (i % 4) & 3) + 1;
    uint32_t word = 0;
    for (int byte = 0; byte < length; ++byte) word |= static_cast<uint32_t>(*data++) << 8 * byte;
    out[i] = word;
  }
}

#if defined(__x86_64__)
__attribute__((target("ssse3"))) void DecodeShuffling(const uint8_t* lengths, const uint8_t* data,
                                                      size_t groups, uint32_t* out) {
  for (size_t i = 0; i < groups; ++i) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data));
    const __m128i shuffle =
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(kTables.shuffles[lengths[i]].data()));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + 4 * i), _mm_shuffle_epi8(bytes, shuffle));
    data += kTables.sizes[lengths[i]];
  }
}

#endif

void DecodeGroups(const uint8_t* lengths, const uint8_t* data, size_t groups, uint32_t* out) {
#if defined(__x86_64__)
  static const bool kShuffles = __builtin_cpu_supports("ssse3");
  if (kShuffles) return DecodeShuffling(lengths, data, groups, out);
#endif
  DecodePlainly(lengths, data, groups, out);
}

}  // namespace

void PackWords(const std::vector<uint32_t>& words, std::string& out) {
  const size_t start = out.size();
  out.resize(start + (words.size() + 3) / 4);
  for (size_t i = 0; i < words.size(); ++i) {
    const int length = LengthOf(words[i]);
    out[start + i / 4] = static_cast<char>(out[start + i / 4] | (length - 1) << 2 * (i % 4));
    for (int byte = 0; byte < length; ++byte) out.push_back(static_cast<char>(words[i] >> 8 * byte));
  }
}

bool PackedWords::Parse(size_t count, absl::string_view& bytes) {
  const size_t groups = (count + 3) / 4;
  if (bytes.size() < groups) return false;
  count_ = count;
  lengths_ = reinterpret_cast<const uint8_t*>(bytes.data());
  data_ = lengths_ + groups;
  offsets_.clear();
  offsets_.reserve(groups / kGroupsAnOffset + 1);
  size_t size = 0;
  for (size_t i = 0; i < groups; ++i) {
    if (i % kGroupsAnOffset == 0) offsets_.push_back(static_cast<uint32_t>(size));
    size += kTables.sizes[lengths_[i]];
  }
  size -= 4 * groups - count;  // words that only fill the last group
  if (bytes.size() - groups < size) return false;
  bytes.remove_prefix(groups + size);
  return true;
}

size_t PackedWords::OffsetOf(size_t group) const {
  size_t offset = offsets_[group / kGroupsAnOffset];
  for (size_t i = group / kGroupsAnOffset * kGroupsAnOffset; i < group; ++i)
    offset += kTables.sizes[lengths_[i]];
  return offset;
}

void PackedWords::Decode(size_t first, size_t count, uint32_t* out) const {
  if (count == 0) return;
  const size_t group = first / 4;
  const size_t skipped = first % 4;
  const uint8_t* data = data_ + OffsetOf(group);
  if (skipped == 0) return DecodeGroups(lengths_ + group, data, (count + 3) / 4, out);
  // The words before the first one share its group.
  uint32_t words[4];
  DecodeGroups(lengths_ + group, data, 1, words);
  const size_t head = std::min(count, 4 - skipped);
  std::memcpy(out, words + skipped, head * sizeof(uint32_t));
  if (count > head) {
    DecodeGroups(lengths_ + group + 1, data + kTables.sizes[lengths_[group]], (count - head + 3) / 4,
                 out + head);
  }
}

}  // namespace karvan::statistics
