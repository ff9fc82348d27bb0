#include "services/statistics/storage/page/byte_stream.h"

namespace karvan::statistics {
namespace {

uint64_t ZigZag(int64_t value) {
  return static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63);
}
int64_t UnZigZag(uint64_t value) {
  return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
}

}  // namespace

void ByteWriter::Signed(int64_t value) { Varint(ZigZag(value)); }

void ByteWriter::Wide(absl::int128 value) {
  const absl::uint128 bits = static_cast<absl::uint128>(value);
  for (int shift = 0; shift < 128; shift += 8) Byte(static_cast<uint8_t>(absl::Uint128Low64(bits >> shift)));
}

void ByteWriter::Text(absl::string_view text) {
  Varint(text.size());
  Bytes(text);
}

uint64_t ByteReader::LongVarint() {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (rest_.empty()) break;
    const uint8_t byte = static_cast<uint8_t>(rest_[0]);
    if (shift == 63 && byte > 1) break;  // more than 64 bits
    rest_.remove_prefix(1);
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  Fail();
  return 0;
}

int64_t ByteReader::Signed() { return UnZigZag(Varint()); }

absl::int128 ByteReader::Wide() {
  absl::uint128 bits = 0;
  int shift = 0;
  for (char byte : Bytes(16)) {
    bits |= absl::uint128(static_cast<uint8_t>(byte)) << shift;
    shift += 8;
  }
  return static_cast<absl::int128>(bits);
}

absl::string_view ByteReader::Bytes(size_t size) {
  if (size > rest_.size()) {
    Fail();
    return {};
  }
  absl::string_view bytes = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return bytes;
}

absl::string_view ByteReader::Text() { return Bytes(Varint()); }

void ByteReader::Fail() {
  ok_ = false;
  rest_ = {};
}

}  // namespace karvan::statistics
