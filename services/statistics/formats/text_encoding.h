#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace karvan::statistics {

// Looks at the first bytes of a file: strips the byte-order mark of UTF-8 and refuses UTF-16.
class ByteOrderMark {
 public:
  // The bytes to read of the next piece of the file; fewer while the mark may not be complete. The text
  // lives until the next call. INVALID_ARGUMENT, FORMAT_UNKNOWN, when the file is in UTF-16.
  absl::StatusOr<absl::string_view> Feed(absl::string_view bytes);

  // What was held back of a file of fewer than three bytes.
  absl::string_view Finish();

 private:
  std::string begin_;
  bool decided_ = false;
};

// `text` if it is UTF-8, else `text` read as Latin-1: old files have names of units and places in it.
std::string Utf8OrLatin1(absl::string_view text);

}  // namespace karvan::statistics
