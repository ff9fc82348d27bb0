#include "services/statistics/storage/page/number_column.h"

#include <algorithm>
#include <array>

#include "services/statistics/storage/page/page_layout.h"

namespace karvan::statistics {
namespace {

using namespace page_layout;  // NOLINT: the words of the format

constexpr size_t kCellsAtOnce = 256;
using Words = std::array<uint32_t, kCellsAtOnce + 3>;

int64_t FromWord(uint32_t word, bool is_signed) {
  if (!is_signed) return word;
  return static_cast<int32_t>(word >> 1 ^ -(word & 1));
}

std::optional<Decimal> DecodeException(ByteReader& in) {
  const uint8_t head = in.Byte();
  const absl::int128 unscaled = head & kWideException ? in.Wide() : absl::int128(in.Signed());
  absl::StatusOr<Decimal> number = Decimal::FromUnscaled(unscaled, head & ~kWideException);
  if (!in.ok() || !number.ok()) return std::nullopt;
  return *number;
}

}  // namespace

bool NumberColumn::Parse(size_t cell_count, ByteReader& in) {
  count_ = in.Varint(cell_count);
  if (count_ == 0) return in.ok();
  const uint8_t flags = in.Byte();
  scale_ = in.Byte();
  all_present_ = (flags & kSomeMissing) == 0;
  is_signed_ = (flags & kSigned) != 0;
  if ((flags & ~(kSomeMissing | kSigned)) != 0 || scale_ > Decimal::kMaxScale) return false;
  if (all_present_ != (count_ == cell_count)) return false;
  if (!all_present_ && !ParsePresence(cell_count, in)) return false;
  if (!ParseExceptions(cell_count, in)) return false;
  absl::string_view rest = in.rest();
  if (!words_.Parse(count_, rest)) return false;
  in.Bytes(in.rest().size() - rest.size());
  // Sums go over all words: those of exceptions must not count.
  return std::all_of(exceptions_.begin(), exceptions_.end(), [this](const Exception& exception) {
    return words_.Sum(RankOf(exception.cell), 1) == 0;
  });
}

bool NumberColumn::ParsePresence(size_t cell_count, ByteReader& in) {
  const absl::string_view bits = in.Bytes((cell_count + 7) / 8);
  if (!in.ok()) return false;
  present_.assign((cell_count + 63) / 64, 0);
  for (size_t i = 0; i < bits.size(); ++i) {
    present_[i / 8] |= static_cast<uint64_t>(static_cast<uint8_t>(bits[i])) << i % 8 * 8;
  }
  if (cell_count % 64 != 0 && present_.back() >> cell_count % 64 != 0) return false;
  uint32_t rank = 0;
  ranks_.reserve(present_.size());
  for (uint64_t word : present_) {
    ranks_.push_back(rank);
    rank += __builtin_popcountll(word);
  }
  return rank == count_;
}

bool NumberColumn::ParseExceptions(size_t cell_count, ByteReader& in) {
  const uint64_t exception_count = in.Varint(count_);
  exceptions_.reserve(std::min<uint64_t>(exception_count, in.rest().size()));
  uint64_t cell = 0;
  for (uint64_t i = 0; i < exception_count; ++i) {
    const uint64_t distance = in.Varint(cell_count);
    if (i > 0 && distance == 0) return false;
    cell += distance;
    std::optional<Decimal> number = DecodeException(in);
    if (!number || cell >= cell_count || !Has(cell)) return false;
    exceptions_.push_back({static_cast<uint32_t>(cell), *number});
  }
  return in.ok();
}

bool NumberColumn::Has(size_t cell) const {
  if (all_present_) return count_ != 0;
  return present_[cell / 64] >> cell % 64 & 1;
}

size_t NumberColumn::CountPresent(size_t first, size_t count) const {
  return count_ == 0 ? 0 : RankOf(first + count) - RankOf(first);
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

void NumberColumn::Decode(size_t first, size_t count, int64_t* out) const {
  if (count_ == 0) {
    std::fill(out, out + count, 0);
    return;
  }
  for (const size_t end = first + count; first < end;) {
    const size_t cells = std::min(kCellsAtOnce, end - first);
    const size_t rank = RankOf(first);
    Words words;
    words_.Decode(rank, RankOf(first + cells) - rank, words.data());
    if (all_present_) {
      for (size_t i = 0; i < cells; ++i) out[i] = FromWord(words[i], is_signed_);
    } else {
      size_t word = 0;
      for (size_t i = 0; i < cells; ++i) out[i] = Has(first + i) ? FromWord(words[word++], is_signed_) : 0;
    }
    first += cells;
    out += cells;
  }
}

int64_t NumberColumn::Sum(size_t first, size_t count) const {
  if (count_ == 0) return 0;
  const size_t rank = RankOf(first);
  const size_t end = RankOf(first + count);
  if (!is_signed_) return static_cast<int64_t>(words_.Sum(rank, end - rank));
  int64_t sum = 0;
  Words words;
  for (size_t at = rank; at < end; at += kCellsAtOnce) {
    const size_t now = std::min(kCellsAtOnce, end - at);
    words_.Decode(at, now, words.data());
    for (size_t i = 0; i < now; ++i) sum += FromWord(words[i], true);
  }
  return sum;
}

}  // namespace karvan::statistics
