#pragma once

#include <cstdint>
#include <string>

#include "absl/numeric/int128.h"
#include "absl/strings/string_view.h"

namespace karvan::statistics {

// Numbers as bytes, least significant first: seven bits a byte, the eighth says that more follow.
class ByteWriter {
 public:
  void Varint(uint64_t value) {
    for (; value >= 0x80; value >>= 7) Byte(static_cast<uint8_t>(value | 0x80));
    Byte(static_cast<uint8_t>(value));
  }
  // Small numbers of either sign in few bytes: 0, -1, 1, -2 ...
  void Signed(int64_t value);
  void Wide(absl::int128 value);
  void Byte(uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void Bytes(absl::string_view bytes) { bytes_.append(bytes.data(), bytes.size()); }
  // The length, then the bytes.
  void Text(absl::string_view text);

  size_t size() const { return bytes_.size(); }
  std::string& bytes() { return bytes_; }

 private:
  std::string bytes_;
};

// Reads what a ByteWriter wrote. What cannot be read makes it fail, once for all: it then gives zeros and
// empty texts, so that a decoder may look at ok() where it matters and never leaves the bytes.
class ByteReader {
 public:
  explicit ByteReader(absl::string_view bytes) : rest_(bytes) {}

  uint64_t Varint() {
    const bool short_one = !rest_.empty() && static_cast<uint8_t>(rest_[0]) < 0x80;
    return short_one ? Byte() : LongVarint();
  }
  // A varint that is at most `max`; a greater one fails.
  uint64_t Varint(uint64_t max) {
    const uint64_t value = Varint();
    if (value <= max) return value;
    Fail();
    return 0;
  }
  int64_t Signed();
  absl::int128 Wide();
  uint8_t Byte() {
    if (rest_.empty()) {
      Fail();
      return 0;
    }
    const uint8_t byte = static_cast<uint8_t>(rest_[0]);
    rest_.remove_prefix(1);
    return byte;
  }
  absl::string_view Bytes(size_t size);
  absl::string_view Text();

  bool ok() const { return ok_; }
  absl::string_view rest() const { return rest_; }
  void Fail();

 private:
  uint64_t LongVarint();

  absl::string_view rest_;
  bool ok_ = true;
};

}  // namespace karvan::statistics
