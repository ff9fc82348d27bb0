#pragma once

#include "absl/strings/string_view.h"

namespace karvan::bench {

// Areas that trade, the larger traders first; the first kReporters of them report.
inline constexpr int kAreas = 200;
inline constexpr int kReporters = 60;

// ISO 3166-1 alpha-3 code of an area, 0 to kAreas-1.
absl::string_view AreaCode(int area);

}  // namespace karvan::bench
