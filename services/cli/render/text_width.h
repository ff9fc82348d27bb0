#pragma once

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace karvan::cli {

// Columns that UTF-8 text takes on a terminal: one a code point, none for combining marks. Latin and Cyrillic
// letters are right; East Asian wide letters are counted as one.
size_t TextWidth(absl::string_view text);

// `text` cut to at most `width` columns (at least 1), the last of them an ellipsis when something was cut.
std::string CutToWidth(absl::string_view text, size_t width);

// `text` broken at spaces into lines of at most `width` columns, each after `indent`; a longer word stays
// whole. Line breaks in the text are kept. Ends with a line break unless the text is empty.
std::string Wrap(absl::string_view text, size_t width, absl::string_view indent);

}  // namespace karvan::cli
