#pragma once

#include <cstddef>
#include <cstdint>

// Groups of four packed words (packed_words.h), many at once. `lengths` has one byte a group: two bits a
// word, from the lowest, that tell its bytes less one. `data` is where the words of the first group begin.
// All may read up to 16 bytes from the beginning of any group's words, and 8 bytes from any byte of lengths.
namespace karvan::statistics::word_groups {

// The bytes of the words of eight groups, and of fewer than eight: 0 to 7.
size_t SizeOfEight(const uint8_t* lengths);
size_t SizeOfFewer(const uint8_t* lengths, size_t groups);

struct Kernels {
  // Writes 4 * groups words.
  void (*decode)(const uint8_t* lengths, const uint8_t* data, size_t groups, uint32_t* out);
  // Adds the words of one or more groups, but the `head` first words of the first group and the `tail` last
  // words of the last one: each 0 to 3, and at most 2^32 words.
  uint64_t (*sum)(const uint8_t* lengths, const uint8_t* data, size_t groups, size_t head, size_t tail);
};

extern const Kernels kPlain;
// With the SSSE3 instruction that shuffles bytes, about four times faster. Null where the processor lacks it.
const Kernels* Shuffling();
// The fastest that this processor runs.
const Kernels& Fastest();

}  // namespace karvan::statistics::word_groups
