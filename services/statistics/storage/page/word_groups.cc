#include "services/statistics/storage/page/word_groups.h"

#include <array>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <tmmintrin.h>
#endif

namespace karvan::statistics::word_groups {
namespace {

static_assert(std::endian::native == std::endian::little, "packed bytes are loaded as words");

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

// The sum of the two-bit fields of eight bytes.
size_t SumOfFields(uint64_t bytes) {
  constexpr uint64_t kNibbles = 0x3333333333333333;
  constexpr uint64_t kBytes = 0x0f0f0f0f0f0f0f0f;
  const uint64_t nibbles = (bytes & kNibbles) + (bytes >> 2 & kNibbles);
  const uint64_t sums = (nibbles & kBytes) + (nibbles >> 4 & kBytes);
  return sums * 0x0101010101010101 >> 56;
}

uint64_t EightBytes(const uint8_t* from) {
  uint64_t bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return bytes;
}

void DecodePlainly(const uint8_t* lengths, const uint8_t* data, size_t groups, uint32_t* out) {
  for (size_t i = 0; i < 4 * groups; ++i) {
    const int length = (lengths[i / 4] >> 2 * (i % 4) & 3) + 1;
    uint32_t word = 0;
    for (int byte = 0; byte < length; ++byte) word |= static_cast<uint32_t>(*data++) << 8 * byte;
    out[i] = word;
  }
}

uint64_t SumPlainly(const uint8_t* lengths, const uint8_t* data, size_t groups, size_t head, size_t tail) {
  uint64_t sum = 0;
  for (size_t group = 0; group < groups; ++group) {
    uint32_t words[4];
    DecodePlainly(lengths + group, data, 1, words);
    data += kTables.sizes[lengths[group]];
    const size_t end = group + 1 == groups ? 4 - tail : 4;
    for (size_t i = group == 0 ? head : 0; i < end; ++i) sum += words[i];
  }
  return sum;
}

#if defined(__x86_64__)

__attribute__((target("ssse3"))) inline __m128i Load(const void* from) {
  return _mm_loadu_si128(static_cast<const __m128i*>(from));
}

__attribute__((target("ssse3"))) void DecodeShuffling(const uint8_t* lengths, const uint8_t* data,
                                                      size_t groups, uint32_t* out) {
  for (size_t i = 0; i < groups; ++i) {
    const __m128i words = _mm_shuffle_epi8(Load(data), Load(kTables.shuffles[lengths[i]].data()));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + 4 * i), words);
    data += kTables.sizes[lengths[i]];
  }
}

__attribute__((target("ssse3"))) uint64_t SumShuffling(const uint8_t* lengths, const uint8_t* data,
                                                       size_t groups, size_t head, size_t tail) {
  // Four words from the fourth keep all; from one before, they drop the first; from one after, the last.
  static constexpr uint32_t kKeep[12] = {0, 0, 0, 0, ~0u, ~0u, ~0u, ~0u, 0, 0, 0, 0};
  const __m128i low_halves = _mm_set1_epi64x(0xffffffff);
  __m128i keep = Load(kKeep + 4 - head);
  __m128i even = _mm_setzero_si128();
  __m128i odd = _mm_setzero_si128();
  for (size_t i = 0; i < groups; ++i) {
    if (i + 1 == groups) keep = _mm_and_si128(keep, Load(kKeep + 4 + tail));
    const __m128i all = _mm_shuffle_epi8(Load(data), Load(kTables.shuffles[lengths[i]].data()));
    const __m128i words = _mm_and_si128(all, keep);
    even = _mm_add_epi64(even, _mm_and_si128(words, low_halves));
    odd = _mm_add_epi64(odd, _mm_srli_epi64(words, 32));
    keep = Load(kKeep + 4);
    data += kTables.sizes[lengths[i]];
  }
  const __m128i sums = _mm_add_epi64(even, odd);
  return static_cast<uint64_t>(_mm_cvtsi128_si64(sums)) +
         static_cast<uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
}

#endif

}  // namespace

size_t SizeOfEight(const uint8_t* lengths) { return 4 * 8 + SumOfFields(EightBytes(lengths)); }

size_t SizeOfFewer(const uint8_t* lengths, size_t groups) {
  // Without the bytes of the other groups; in two steps, for none are left of 0 groups.
  const uint64_t kept = EightBytes(lengths) << 8 * (7 - groups) << 8;
  return 4 * groups + SumOfFields(kept);
}

const Kernels kPlain = {DecodePlainly, SumPlainly};

const Kernels* Shuffling() {
#if defined(__x86_64__)
  static constexpr Kernels kShuffling = {DecodeShuffling, SumShuffling};
  static const bool kCan = __builtin_cpu_supports("ssse3");
  if (kCan) return &kShuffling;
#endif
  return nullptr;
}

const Kernels& Fastest() {
  static const Kernels& kFastest = Shuffling() != nullptr ? *Shuffling() : kPlain;
  return kFastest;
}

}  // namespace karvan::statistics::word_groups
