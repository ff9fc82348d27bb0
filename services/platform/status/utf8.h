#pragma once

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

// Errors quote what users sent, which may be Latin-1 or cut anywhere; protobuf strings must be UTF-8.
namespace karvan {

// `text` with each byte that is not part of well-formed UTF-8 replaced by '?'.
std::string ToValidUtf8(absl::string_view text);

// The longest prefix of valid UTF-8 `text` of at most `max_bytes` that does not cut a character.
absl::string_view TruncateUtf8(absl::string_view text, size_t max_bytes);

}  // namespace karvan
