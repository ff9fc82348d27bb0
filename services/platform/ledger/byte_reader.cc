#include "services/platform/ledger/byte_reader.h"

namespace karvan::ledger {

void AppendInt64(int64_t value, std::string& bytes) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(static_cast<uint64_t>(value) >> shift & 0xFF));
  }
}

absl::string_view ByteReader::Bytes(size_t count) {
  ok_ = ok_ && count <= rest_.size();
  if (!ok_) return "";
  const absl::string_view bytes = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return bytes;
}

uint8_t ByteReader::Byte() {
  const absl::string_view byte = Bytes(1);
  return byte.empty() ? 0 : static_cast<uint8_t>(byte[0]);
}

int64_t ByteReader::Int64() {
  uint64_t value = 0;
  for (const char byte : Bytes(8)) value = value << 8 | static_cast<uint8_t>(byte);
  return static_cast<int64_t>(value);
}

}  // namespace karvan::ledger
