#include <algorithm>
#include <array>
#include <limits>

#include "services/statistics/storage/page/number_column.h"
#include "services/statistics/storage/page/page_layout.h"

namespace karvan::statistics {
namespace {

using namespace page_layout;  // NOLINT: the words of the format

// What a column's head tells of all its numbers.
struct Form {
  size_t count = 0;  // of numbers
  int scale = 0;     // the most frequent one
  bool is_signed = false;
  // What fits into a word: this many numbers from the least.
  uint64_t least_negated = 0;
  uint64_t span = 0;

  bool FitsIntoWord(const NumberRow& row) const {
    return row.scale == scale && !row.wide && static_cast<uint64_t>(row.unscaled) + least_negated < span;
  }
};

Form FormOf(absl::Span<const NumberRow> rows, absl::Span<const Decimal> wide) {
  Form form;
  std::array<size_t, Decimal::kMaxScale + 2> counts{};  // from NumberRow::kAbsent
  int64_t signs = 0;
  for (const NumberRow& row : rows) {
    ++counts[static_cast<size_t>(row.scale - NumberRow::kAbsent)];
    signs |= row.unscaled;
  }
  form.count = rows.size() - counts[0];
  form.scale = static_cast<int>(std::max_element(counts.begin() + 1, counts.end()) - counts.begin() - 1);
  form.is_signed = signs < 0 || std::any_of(wide.begin(), wide.end(),
                                            [](const Decimal& number) { return number.Sign() < 0; });
  constexpr uint64_t kMaxWord = std::numeric_limits<uint32_t>::max();
  form.least_negated = form.is_signed ? kMaxWord / 2 : 0;
  form.span = form.is_signed ? kMaxWord : kMaxWord + 1;
  return form;
}

uint32_t ToWord(int64_t number, bool is_signed) {
  if (!is_signed) return static_cast<uint32_t>(number);
  return static_cast<uint32_t>(number << 1 ^ number >> 63);
}

void EncodePresence(absl::Span<const NumberRow> rows, ByteWriter& out) {
  for (size_t i = 0; i < rows.size(); i += 8) {
    uint8_t bits = 0;
    for (size_t j = i; j < std::min(i + 8, rows.size()); ++j) {
      if (rows[j].present()) bits = static_cast<uint8_t>(bits | 1 << (j - i));
    }
    out.Byte(bits);
  }
}

void EncodeException(const NumberRow& row, absl::Span<const Decimal> wide, ByteWriter& out) {
  out.Byte(static_cast<uint8_t>(row.scale) | (row.wide ? kWideException : 0));
  if (row.wide) {
    out.Wide(wide[static_cast<size_t>(row.unscaled)].unscaled());
  } else {
    out.Signed(row.unscaled);
  }
}

}  // namespace

void EncodeColumn(absl::Span<const NumberRow> rows, absl::Span<const Decimal> wide, ByteWriter& out) {
  const Form form = FormOf(rows, wide);
  out.Varint(form.count);
  if (form.count == 0) return;

  const bool some_missing = form.count < rows.size();
  out.Byte((some_missing ? kSomeMissing : 0) | (form.is_signed ? kSigned : 0));
  out.Byte(static_cast<uint8_t>(form.scale));
  if (some_missing) EncodePresence(rows, out);

  std::vector<uint32_t> words(form.count);
  ByteWriter exceptions;
  uint64_t exception_count = 0;
  size_t last = 0;
  size_t rank = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (form.FitsIntoWord(rows[i])) {
      words[rank++] = ToWord(rows[i].unscaled, form.is_signed);
      continue;
    }
    if (!rows[i].present()) continue;
    words[rank++] = 0;
    exceptions.Varint(i - last);
    EncodeException(rows[i], wide, exceptions);
    last = i;
    ++exception_count;
  }
  out.Varint(exception_count);
  out.Bytes(exceptions.bytes());
  PackWords(words, out.bytes());
}

}  // namespace karvan::statistics
