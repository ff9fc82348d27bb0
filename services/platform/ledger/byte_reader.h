#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

// The parts of the log's binary rows: integers are 8 bytes, big-endian.
namespace karvan::ledger {

void AppendInt64(int64_t value, std::string& bytes);

// Takes parts from the front of bytes, which outlive it. What is not there reads as zeros or nothing, and
// `ok` is false from then on, so that it is asked once, at the end.
class ByteReader {
 public:
  explicit ByteReader(absl::string_view bytes) : rest_(bytes) {}

  absl::string_view Bytes(size_t count);
  uint8_t Byte();
  int64_t Int64();
  // All that is left.
  absl::string_view Rest() { return Bytes(rest_.size()); }

  bool ok() const { return ok_; }
  bool done() const { return ok_ && rest_.empty(); }

 private:
  absl::string_view rest_;
  bool ok_ = true;
};

}  // namespace karvan::ledger
