#include "services/cli/render/text_width.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace karvan::cli {
namespace {

// Bytes of the UTF-8 sequence that begins with `lead`.
size_t SequenceLength(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xF0) return 4;
  return lead >= 0xE0 ? 3 : 2;
}

// U+0300 to U+036F, the marks that ride on the letter before them.
bool IsCombiningMark(absl::string_view sequence) {
  if (sequence.size() != 2) return false;
  auto first = static_cast<unsigned char>(sequence[0]);
  auto second = static_cast<unsigned char>(sequence[1]);
  return first == 0xCC || (first == 0xCD && second <= 0xAF);
}

// Takes the first sequence off `text`.
absl::string_view TakeSequence(absl::string_view& text) {
  absl::string_view sequence = text.substr(0, SequenceLength(static_cast<unsigned char>(text[0])));
  text.remove_prefix(sequence.size());
  return sequence;
}

void AppendLine(absl::string_view line, absl::string_view indent, std::string& out) {
  absl::StrAppend(&out, line.empty() ? "" : indent, line, "\n");
}

}  // namespace

size_t TextWidth(absl::string_view text) {
  size_t width = 0;
  while (!text.empty()) width += IsCombiningMark(TakeSequence(text)) ? 0 : 1;
  return width;
}

std::string CutToWidth(absl::string_view text, size_t width) {
  if (TextWidth(text) <= width) return std::string(text);
  std::string cut;
  for (size_t left = width - 1; left > 0;) {
    absl::string_view sequence = TakeSequence(text);
    cut.append(sequence.data(), sequence.size());
    left -= IsCombiningMark(sequence) ? 0 : 1;
  }
  return cut + "…";
}

std::string Wrap(absl::string_view text, size_t width, absl::string_view indent) {
  std::string out;
  if (text.empty()) return out;
  for (absl::string_view paragraph : absl::StrSplit(text, '\n')) {
    std::string line;
    size_t used = TextWidth(indent);
    for (absl::string_view word : absl::StrSplit(paragraph, ' ', absl::SkipEmpty())) {
      size_t needed = TextWidth(word) + (line.empty() ? 0 : 1);
      if (!line.empty() && used + needed > width) {
        AppendLine(line, indent, out);
        line.clear();
        used = TextWidth(indent);
        needed = TextWidth(word);
      }
      absl::StrAppend(&line, line.empty() ? "" : " ", word);
      used += needed;
    }
    AppendLine(line, indent, out);
  }
  return out;
}

}  // namespace karvan::cli
