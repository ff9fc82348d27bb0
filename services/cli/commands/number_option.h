#pragma once

#include <string>

namespace karvan::cli {

// Empty when `text` is a number above 0, or of at least 0; else what is wrong with it: the form in which
// CLI11 wants it.
std::string CheckAboveZero(const std::string& text);
std::string CheckNotNegative(const std::string& text);

}  // namespace karvan::cli
