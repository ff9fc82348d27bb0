#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace karvan::indicators {

// Plain text in lines of at most 100 columns where words allow it.
class TextLayout {
 public:
  // A line in capitals, after an empty line.
  void Heading(absl::string_view text);

  // A paragraph, indented by `indent` columns; its further lines by two more.
  void Line(int indent, absl::string_view text);

  // "label  text", the text starting at a fixed column after the indent.
  void Entry(int indent, absl::string_view label, absl::string_view text);

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace karvan::indicators
