#pragma once

#include "absl/strings/string_view.h"

namespace karvan::statistics {

// ISO 3166-1 alpha-3 of an area by its number in M49 or UN Comtrade; empty for numbers of no ISO country,
// such as groups (490, 899) and countries of the past. Files that leave the ISO column empty must not make
// another area of the same country.
absl::string_view IsoOfM49(int m49);

}  // namespace karvan::statistics
