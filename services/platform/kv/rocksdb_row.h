#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"

// What a row is on disk: under its key, 8 bytes of its version, big-endian, then the value. The version is
// the number of the commit or bulk load that wrote the row: the store counts them, and keeps its count in the
// row kCountKey, written in the same batch. DO NOT CHANGE without a new kFormatVersion.
namespace karvan::kv {

inline constexpr absl::string_view kFormatVersion = "1";
// In place of the version while a backup is restored.
inline constexpr absl::string_view kFormatInRestore = "in restore";

// Rows of the store itself lie before all domains, and no view shows them.
inline constexpr absl::string_view kFormatKey("\0format", 7);
inline constexpr absl::string_view kCountKey("\0count", 6);
inline constexpr absl::string_view kFirstKey("\1", 1);

std::string EncodeRow(RowVersion version, absl::string_view value);

// The parts of an encoded row; `value` points into it.
struct RowParts {
  RowVersion version = 0;
  absl::string_view value;
};

// CORRUPT when the row is too short to be one; the message names the key.
absl::StatusOr<RowParts> DecodeRow(absl::string_view key, absl::string_view row);

}  // namespace karvan::kv
