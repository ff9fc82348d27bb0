#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"

// How an engine without row versions of its own stores a row: the version, 8 bytes big-endian, then the
// value. On disk: it never changes within a format version.
namespace karvan::kv {

std::string EncodeRowValue(RowVersion version, absl::string_view value);

// False when the stored bytes are too short.
bool DecodeRowValue(absl::string_view stored, RowVersion& version, absl::string_view& value);

}  // namespace karvan::kv
