#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "services/platform/decimal/decimal.h"
#include "services/statistics/storage/page/byte_stream.h"
#include "services/statistics/storage/page/packed_words.h"

// One measure of the cells of a page (FORMAT.md). Most numbers have one scale and fit into 32 bits; the
// others are exceptions.
namespace karvan::statistics {

// A number on its way into a column.
struct NumberRow {
  static constexpr int8_t kAbsent = -1;

  int64_t unscaled = 0;  // 0 where absent; of a wide number, its place among the wide ones
  int8_t scale = kAbsent;
  bool wide = false;  // needs more than 64 bits

  bool present() const { return scale != kAbsent; }
};

// Appends the column to `out`.
void EncodeColumn(absl::Span<const NumberRow> rows, absl::Span<const Decimal> wide, ByteWriter& out);

class NumberColumn {
 public:
  struct Exception {
    uint32_t cell = 0;
    Decimal number;
  };

  // Reads the column of a page of `cell_count` cells, whose bytes outlive this. False when it is malformed.
  bool Parse(size_t cell_count, ByteReader& in);

  // True when no cell has a number.
  bool empty() const { return count_ == 0; }
  // Of all numbers but the exceptions.
  int scale() const { return scale_; }
  // By ascending cells.
  const std::vector<Exception>& exceptions() const { return exceptions_; }

  // Of what this holds beside the bytes of the page.
  size_t memory_bytes() const {
    return present_.capacity() * sizeof(uint64_t) + ranks_.capacity() * sizeof(uint32_t) +
           exceptions_.capacity() * sizeof(Exception) + words_.memory_bytes();
  }

  bool Has(size_t cell) const;
  // How many of these cells have a number.
  size_t Count(size_t first, size_t count) const {
    return all_present_ && count_ != 0 ? count : CountPresent(first, count);
  }
  std::optional<Decimal> Get(size_t cell) const;

  // The numbers of the cells [first, first + count) in units of 10^-scale: 0 where there is none and where
  // there is an exception.
  void Decode(size_t first, size_t count, int64_t* out) const;

  // Adds the numbers of these cells, exceptions left out.
  int64_t Sum(size_t first, size_t count) const;

  // The exceptions of these cells.
  std::pair<const Exception*, const Exception*> ExceptionsOf(size_t first, size_t count) const;

 private:
  size_t CountPresent(size_t first, size_t count) const;
  bool ParsePresence(size_t cell_count, ByteReader& in);
  bool ParseExceptions(size_t cell_count, ByteReader& in);
  size_t RankOf(size_t cell) const;  // how many cells before it have a number

  bool all_present_ = true;  // in a column that is not empty
  bool is_signed_ = false;
  int scale_ = 0;
  size_t count_ = 0;               // cells that have a number
  std::vector<uint64_t> present_;  // bits by cell, only when not all are
  std::vector<uint32_t> ranks_;    // of the first cell of each word of present_
  PackedWords words_;              // of the cells that have a number
  std::vector<Exception> exceptions_;
};

}  // namespace karvan::statistics
