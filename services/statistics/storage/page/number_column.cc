#include "services/statistics/storage/page/number_column.h"

#include <algorithm>
#include <array>
#include <limits>

namespace karvan::statistics {
namespace {

enum Flags : uint8_t { kSomeMissing = 1, kSigned = 2, kKnownFlags = kSomeMissing | kSigned };
constexpr uint8_t kWideException = 0x80;
constexpr size_t kWordsAtOnce = 256;

constexpr int64_t kMaxWord = std::numeric_limits<uint32_t>::max();

bool FitsIntoWord(const Decimal& number, int scale, bool is_signed) {
  if (number.scale() != scale) return false;
  if (!is_signed) return number.unscaled() >= 0 && number.unscaled() <= kMaxWord;
  return number.unscaled() >= -(kMaxWord / 2) && number.unscaled() <= kMaxWord / 2;
}

uint32_t ToWord(int64_t number, bool is_signed) {
  if (!is_signed) return static_cast<uint32_t>(number);
  return static_cast<uint32_t>(number << 1 ^ number >> 63);
}

int64_t FromWord(uint32_t word, bool is_signed) {
  if (!is_signed) return word;
  return static_cast<int64_t>(word >> 1) ^ -static_cast<int64_t>(word & 1);
}

int MostFrequentScale(const std::vector<NumberRow>& rows) {
  std::array<int, Decimal::kMaxScale + 1> counts{};
  for (const NumberRow& row : rows) {
    if (row) ++counts[row->scale()];
  }
  return static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

void EncodeException(uint32_t distance, const Decimal& number, ByteWriter& out) {
  constexpr absl::int128 kMax = std::numeric_limits<int64_t>::max();
  const bool wide = number.unscaled() > kMax || number.unscaled() < -kMax;
  out.Varint(distance);
  out.Byte(static_cast<uint8_t>(number.scale()) | (wide ? kWideException : 0));
  if (wide) {
    out.Wide(number.unscaled());
  } else {
    out.Signed(static_cast<int64_t>(number.unscaled()));
  }
}

std::optional<Decimal> DecodeException(ByteReader& in) {
  const uint8_t head = in.Byte();
  const absl::int128 unscaled = head & kWideException ? in.Wide() : absl::int128(in.Signed());
  absl::StatusOr<Decimal> number = Decimal::FromUnscaled(unscaled, head & ~kWideException);
  if (!in.ok() || !number.ok()) return std::nullopt;
  return *number;
}

std::string PresenceBits(const std::vector<NumberRow>& rows) {
  std::string bits((rows.size() + 7) / 8, '\0');
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i]) bits[i / 8] = static_cast<char>(bits[i / 8] | 1 << i % 8);
  }
  return bits;
}

}  // namespace

void EncodeColumn(const std::vector<NumberRow>& rows, ByteWriter& out) {
  const int scale = MostFrequentScale(rows);
  std::vector<const Decimal*> present;
  std::vector<uint32_t> cells;
  bool is_signed = false;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i]) continue;
    present.push_back(&*rows[i]);
    cells.push_back(static_cast<uint32_t>(i));
    is_signed = is_signed || rows[i]->Sign() < 0;
  }
  out.Varint(present.size());
  if (present.empty()) return;

  const bool some_missing = present.size() < rows.size();
  out.Byte((some_missing ? kSomeMissing : 0) | (is_signed ? kSigned : 0));
  out.Byte(static_cast<uint8_t>(scale));
  if (some_missing) out.Bytes(PresenceBits(rows));

  std::vector<uint32_t> words(present.size());
  ByteWriter exceptions;
  uint64_t exception_count = 0;
  uint32_t last = 0;
  for (size_t i = 0; i < present.size(); ++i) {
    if (FitsIntoWord(*present[i], scale, is_signed)) {
      words[i] = ToWord(static_cast<int64_t>(present[i]->unscaled()), is_signed);
      continue;
    }
    EncodeException(cells[i] - last, *present[i], exceptions);
    last = cells[i];
    ++exception_count;
  }
  out.Varint(exception_count);
  out.Bytes(exceptions.bytes());
  PackWords(words, out.bytes());
}

bool NumberColumn::Parse(size_t cell_count, ByteReader& in) {
  const size_t count = count_ = in.Varint(cell_count);
  if (count == 0) return in.ok();
  const uint8_t flags = in.Byte();
  scale_ = in.Byte();
  all_present_ = (flags & kSomeMissing) == 0;
  is_signed_ = (flags & kSigned) != 0;
  if ((flags & ~kKnownFlags) != 0 || scale_ > Decimal::kMaxScale) return false;
  if (all_present_ != (count == cell_count)) return false;
  if (!all_present_) {
    absl::string_view bits = in.Bytes((cell_count + 7) / 8);
    if (!in.ok()) return false;
    present_.assign((cell_count + 63) / 64, 0);
    for (size_t i = 0; i < bits.size(); ++i) {
      present_[i / 8] |= static_cast<uint64_t>(static_cast<uint8_t>(bits[i])) << i % 8 * 8;
    }
    if (cell_count % 64 != 0 && present_.back() >> cell_count % 64 != 0) return false;
    uint32_t rank = 0;
    for (uint64_t word : present_) {
      ranks_.push_back(rank);
      rank += __builtin_popcountll(word);
    }
    if (rank != count) return false;
  }
  const uint64_t exception_count = in.Varint(count);
  exceptions_.reserve(exception_count);
  uint64_t cell = 0;
  for (uint64_t i = 0; i < exception_count; ++i) {
    const uint64_t distance = in.Varint(cell_count);
    if (i > 0 && distance == 0) return false;
    cell += distance;
    std::optional<Decimal> number = DecodeException(in);
    if (!number || cell >= cell_count || !Has(cell)) return false;
    exceptions_.push_back({static_cast<uint32_t>(cell), *number});
  }
  absl::string_view rest = in.rest();
  if (!words_.Parse(count, rest)) return false;
  in.Bytes(in.rest().size() - rest.size());
  return in.ok();
}

bool NumberColumn::Has(size_t cell) const {
  if (all_present_) return count_ != 0;
  return present_[cell / 64] >> cell % 64 & 1;
}

size_t NumberColumn::RankOf(size_t cell) const {
  if (all_present_) return cell;
  if (cell / 64 == present_.size()) return count_;
  const uint64_t before = present_[cell / 64] & ((uint64_t{1} << cell % 64) - 1);
  return ranks_[cell / 64] + __builtin_popcountll(before);
}

std::pair<const NumberColumn::Exception*, const NumberColumn::Exception*> NumberColumn::ExceptionsOf(
    size_t first, size_t count) const {
  auto before = [](const Exception& exception, size_t cell) { return exception.cell < cell; };
  const auto begin = std::lower_bound(exceptions_.begin(), exceptions_.end(), first, before);
  const auto end = std::lower_bound(begin, exceptions_.end(), first + count, before);
  return {exceptions_.data() + (begin - exceptions_.begin()),
          exceptions_.data() + (end - exceptions_.begin())};
}

std::optional<Decimal> NumberColumn::Get(size_t cell) const {
  if (!Has(cell)) return std::nullopt;
  const auto [begin, end] = ExceptionsOf(cell, 1);
  if (begin != end) return begin->number;
  std::array<uint32_t, 4> word;
  words_.Decode(RankOf(cell), 1, word.data());
  return Decimal::FromUnscaled(FromWord(word[0], is_signed_), scale_).value();
}

template <typename Take>
void NumberColumn::ForWords(size_t first, size_t count, Take take) const {
  std::array<uint32_t, kWordsAtOnce + 4> words;
  for (size_t done = 0; done < count;) {
    const size_t now = std::min(kWordsAtOnce, count - done);
    words_.Decode(first + done, now, words.data());
    take(words.data(), now);
    done += now;
  }
}

void NumberColumn::Decode(size_t first, size_t count, int64_t* out) const {
  if (count_ == 0) {
    std::fill(out, out + count, 0);
    return;
  }
  const size_t rank = RankOf(first);
  size_t cell = first;
  ForWords(rank, RankOf(first + count) - rank, [&](const uint32_t* words, size_t n) {
    for (size_t i = 0; i < n; ++i, ++cell) {
      for (; !Has(cell); ++cell) out[cell - first] = 0;
      out[cell - first] = FromWord(words[i], is_signed_);
    }
  });
  std::fill(out + (cell - first), out + count, 0);
}

int64_t NumberColumn::Sum(size_t first, size_t count) const {
  if (count_ == 0) return 0;
  const size_t rank = RankOf(first);
  int64_t sum = 0;
  ForWords(rank, RankOf(first + count) - rank, [&](const uint32_t* words, size_t n) {
    if (is_signed_) {
      for (size_t i = 0; i < n; ++i) sum += FromWord(words[i], true);
    } else {
      for (size_t i = 0; i < n; ++i) sum += words[i];
    }
  });
  return sum;
}

}  // namespace karvan::statistics
