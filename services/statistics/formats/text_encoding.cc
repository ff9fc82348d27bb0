#include "services/statistics/formats/text_encoding.h"

#include "absl/strings/match.h"
#include "services/platform/status/error.h"
#include "services/platform/status/utf8.h"

namespace karvan::statistics {
namespace {

constexpr absl::string_view kUtf8Mark = "\xEF\xBB\xBF";

bool IsUtf16(absl::string_view begin) {
  return absl::StartsWith(begin, "\xFF\xFE") || absl::StartsWith(begin, "\xFE\xFF") ||
         begin.substr(0, 2).find('\0') != absl::string_view::npos;
}

}  // namespace

absl::StatusOr<absl::string_view> ByteOrderMark::Feed(absl::string_view bytes) {
  if (decided_) return bytes;
  begin_.append(bytes.data(), bytes.size());
  if (begin_.size() >= 2 && IsUtf16(begin_)) {
    return Error(absl::StatusCode::kInvalidArgument, "FORMAT_UNKNOWN",
                 "the file is in UTF-16: save it as UTF-8", {{"header", ""}});
  }
  if (begin_.size() < kUtf8Mark.size()) return absl::string_view();
  decided_ = true;
  absl::string_view text = begin_;
  if (absl::StartsWith(text, kUtf8Mark)) text.remove_prefix(kUtf8Mark.size());
  return text;
}

absl::string_view ByteOrderMark::Finish() { return decided_ ? absl::string_view() : begin_; }

std::string Utf8OrLatin1(absl::string_view text) {
  if (ToValidUtf8(text) == text) return std::string(text);
  std::string utf8;
  for (unsigned char c : text) {
    if (c < 0x80) {
      utf8.push_back(static_cast<char>(c));
    } else {
      utf8.push_back(static_cast<char>(0xC0 | c >> 6));
      utf8.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    }
  }
  return utf8;
}

}  // namespace karvan::statistics
