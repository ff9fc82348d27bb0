#pragma once

#include "absl/strings/string_view.h"

namespace karvan::process {

// The version of the suite that this program was built from, such as "0.1.0".
absl::string_view Version();

}  // namespace karvan::process
