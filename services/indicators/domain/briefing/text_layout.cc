#include "services/indicators/domain/briefing/text_layout.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace karvan::indicators {
namespace {

constexpr size_t kColumns = 100;
constexpr size_t kLabelColumns = 10;

// Columns of UTF-8 text: its bytes but the continuation bytes.
size_t Columns(absl::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; });
}

// `text` from column `first` on, wrapped; further lines begin at column `further`.
std::string Wrapped(absl::string_view text, size_t first, size_t further) {
  std::string wrapped;
  size_t column = first;
  bool line_begins = true;
  for (absl::string_view word : absl::StrSplit(text, ' ')) {
    const size_t width = Columns(word);
    if (!line_begins && column + 1 + width > kColumns) {
      absl::StrAppend(&wrapped, "\n", std::string(further, ' '));
      column = further;
      line_begins = true;
    }
    if (!line_begins) {
      wrapped.push_back(' ');
      ++column;
    }
    absl::StrAppend(&wrapped, word);
    column += width;
    line_begins = false;
  }
  return wrapped;
}

}  // namespace

void TextLayout::Heading(absl::string_view text) {
  absl::StrAppend(&text_, text_.empty() ? "" : "\n", absl::AsciiStrToUpper(text), "\n");
}

void TextLayout::Line(int indent, absl::string_view text) {
  absl::StrAppend(&text_, std::string(indent, ' '), Wrapped(text, indent, indent + 2), "\n");
}

void TextLayout::Entry(int indent, absl::string_view label, absl::string_view text) {
  const size_t padding = kLabelColumns > Columns(label) ? kLabelColumns - Columns(label) : 1;
  const size_t column = indent + Columns(label) + padding;
  absl::StrAppend(&text_, std::string(indent, ' '), label, std::string(padding, ' '),
                  Wrapped(text, column, column), "\n");
}

}  // namespace karvan::indicators
