#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

// 32-bit words in as many bytes as each needs: StreamVByte of D. Lemire, N. Kurz and C. Rupp, "Stream VByte:
// Faster Byte-Oriented Integer Compression" (2017). Two bits a word, four words a byte, tell the lengths of 1
// to 4 bytes; the bytes of all words follow, the lowest first. Words after the last of a group of four count
// as zeros of one byte in the lengths and have no bytes. Debian's libstreamvbyte has no sum and no decoder
// that shuffles.
namespace karvan::statistics {

// Appends `words` to `out`.
void PackWords(absl::Span<const uint32_t> words, std::string& out);

// Packed words in memory that outlives this.
class PackedWords {
 public:
  PackedWords() = default;

  // Takes `count` words from the front of `bytes`, and moves it behind them. False when bytes are missing.
  // At least kPadding bytes that may be read must follow `bytes`.
  bool Parse(size_t count, absl::string_view& bytes);

  static constexpr size_t kPadding = 16;

  size_t size() const { return count_; }
  // Of what this holds beside the bytes it reads.
  size_t memory_bytes() const { return offsets_.capacity() * sizeof(uint32_t); }

  // Words [first, first + count) of those there are, into out[0, count + 3).
  void Decode(size_t first, size_t count, uint32_t* out) const;

  // Adds them.
  uint64_t Sum(size_t first, size_t count) const;

 private:
  // Where the bytes of the group of four begin.
  const uint8_t* DataOf(size_t group) const;

  size_t count_ = 0;
  const uint8_t* lengths_ = nullptr;
  const uint8_t* data_ = nullptr;
  // Of every eighth group, so that a word is found without a walk from the first.
  std::vector<uint32_t> offsets_;
};

}  // namespace karvan::statistics
