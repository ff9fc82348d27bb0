#include "services/statistics/domain/code.h"

#include <array>

namespace karvan::statistics {
namespace {

constexpr char kAlphabet[] =
    "\0"
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_";
constexpr int kBits = 6;
constexpr uint64_t kMask = (uint64_t{1} << kBits) - 1;
constexpr uint64_t kLetters = sizeof(kAlphabet) - 1;

// The place of each byte in the alphabet; 0 for all that are not in it.
constexpr std::array<uint8_t, 256> MakeRanks() {
  std::array<uint8_t, 256> ranks{};
  for (uint8_t i = 1; i < kLetters; ++i) ranks[static_cast<uint8_t>(kAlphabet[i])] = i;
  return ranks;
}
constexpr std::array<uint8_t, 256> kRanks = MakeRanks();

constexpr int ShiftOf(size_t place) { return kBits * static_cast<int>(Code::kMaxLength - 1 - place); }

}  // namespace

std::optional<Code> Code::Parse(absl::string_view text) {
  if (text.size() > kMaxLength) return std::nullopt;
  uint64_t bits = 0;
  for (char c : text) {
    const uint8_t rank = kRanks[static_cast<uint8_t>(c)];
    if (rank == 0) return std::nullopt;
    bits = bits << kBits | rank;
  }
  return Code(bits << kBits * (kMaxLength - text.size()));
}

std::optional<Code> Code::FromBits(uint64_t bits) {
  if (bits >> kBits * kMaxLength != 0) return std::nullopt;
  bool ended = false;
  for (size_t place = 0; place < kMaxLength; ++place) {
    const uint64_t rank = bits >> ShiftOf(place) & kMask;
    if (rank >= kLetters || (ended && rank != 0)) return std::nullopt;
    ended = rank == 0;
  }
  return Code(bits);
}

std::string Code::ToString() const {
  std::string text;
  for (size_t place = 0; place < kMaxLength; ++place) {
    const uint64_t rank = bits_ >> ShiftOf(place) & kMask;
    if (rank == 0) break;
    text.push_back(kAlphabet[rank]);
  }
  return text;
}

size_t Code::size() const {
  size_t size = 0;
  while (size < kMaxLength && (bits_ >> ShiftOf(size) & kMask) != 0) ++size;
  return size;
}

Code Code::Prefix(size_t length) const {
  if (length >= kMaxLength) return *this;
  if (length == 0) return Code();
  return Code(bits_ >> ShiftOf(length - 1) << ShiftOf(length - 1));
}

}  // namespace karvan::statistics
