#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace karvan::cli {

// SHA-256 of a file's content, as 64 lower-case hexadecimal digits: what ImportedFile.sha256 says of it.
// NOT_FOUND when it cannot be read.
absl::StatusOr<std::string> FileSha256(const std::string& path);

}  // namespace karvan::cli
