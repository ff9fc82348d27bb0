#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace karvan::process {

// Writes one line, host:port, into a file that whoever started the process waits for; a reader sees it whole
// or not at all. An empty path writes nothing. UNAVAILABLE names the file.
absl::Status WriteReadyFile(absl::string_view path, absl::string_view address);

}  // namespace karvan::process
