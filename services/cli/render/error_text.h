#pragma once

#include <string>

#include "absl/status/status.h"

namespace karvan::cli {

// An error in words for stderr: the message, then the code with its reason and what it carries, then each
// field that was wrong, and for a server that does not answer what to do about it. `address` is the server
// that was called.
std::string ErrorText(const absl::Status& status, const std::string& address);

}  // namespace karvan::cli
