#include "services/statistics/storage/page/code_list.h"

#include <algorithm>
#include <optional>

namespace karvan::statistics {
namespace {

constexpr int kBitsOfCode = 60;
constexpr int kBitsOfCharacter = 6;
constexpr int kMaxShift = kBitsOfCode - kBitsOfCharacter;

}  // namespace

void EncodeCodes(absl::Span<const Code> codes, ByteWriter& out) {
  uint64_t all = 0;
  for (Code code : codes) all |= code.bits();
  int shift = 0;
  while (shift < kMaxShift && (all >> shift & ((1 << kBitsOfCharacter) - 1)) == 0) shift += kBitsOfCharacter;
  out.Byte(static_cast<uint8_t>(shift));
  out.Varint(codes.size());
  uint64_t last = 0;
  for (Code code : codes) {
    const uint64_t bits = code.bits() >> shift;
    out.Varint(bits - last);
    last = bits;
  }
}

bool ParseCodes(ByteReader& in, size_t max, std::vector<Code>& codes) {
  const int shift = in.Byte();
  if (shift > kMaxShift || shift % kBitsOfCharacter != 0) return false;
  const uint64_t count = in.Varint(max);
  codes.reserve(std::min<uint64_t>(count, in.rest().size()));
  const uint64_t end = (uint64_t{1} << kBitsOfCode) >> shift;
  uint64_t bits = 0;
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t distance = in.Varint(end);
    bits += distance;
    if ((i > 0 && distance == 0) || bits >= end) return false;
    const std::optional<Code> code = Code::FromBits(bits << shift);
    if (!in.ok() || !code) return false;
    codes.push_back(*code);
  }
  return in.ok();
}

}  // namespace karvan::statistics
