#include "services/platform/kv/key_codec.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

constexpr char kText = 0x02;
constexpr char kInt = 0x03;
constexpr char kUint = 0x04;

// After a 0x00 in a text: the text ends, or goes on with a 0x00 of its own.
constexpr char kEnd = 0x01;
constexpr char kZero = '\xFF';

constexpr uint64_t kSignBit = uint64_t{1} << 63;
constexpr size_t kNumberBytes = 1 + sizeof(uint64_t);

void AppendNumber(char tag, uint64_t value, std::string& key) {
  key.push_back(tag);
  for (int shift = 56; shift >= 0; shift -= 8) key.push_back(static_cast<char>(value >> shift));
}

absl::Status Malformed(absl::string_view rest, absl::string_view expected) {
  return CorruptError(absl::StrCat("a key goes on with ",
                                   rest.empty() ? "nothing" : absl::BytesToHexString(rest), " where ",
                                   expected, " is expected"));
}

absl::StatusOr<uint64_t> ReadNumber(char tag, absl::string_view expected, absl::string_view& rest) {
  if (rest.size() < kNumberBytes || rest[0] != tag) return Malformed(rest, expected);
  uint64_t value = 0;
  for (size_t i = 1; i < kNumberBytes; ++i) value = value << 8 | static_cast<unsigned char>(rest[i]);
  rest.remove_prefix(kNumberBytes);
  return value;
}

// Length of the encoded text at the start of `rest`; 0 when there is no whole one.
size_t TextLength(absl::string_view rest) {
  if (rest.empty() || rest[0] != kText) return 0;
  size_t zero = rest.find('\0', 1);
  while (zero != absl::string_view::npos && zero + 1 < rest.size()) {
    if (rest[zero + 1] == kEnd) return zero + 2;
    if (rest[zero + 1] != kZero) return 0;
    zero = rest.find('\0', zero + 2);
  }
  return 0;
}

}  // namespace

KeyBuilder& KeyBuilder::Text(absl::string_view text) {
  key_.push_back(kText);
  for (char c : text) {
    key_.push_back(c);
    if (c == '\0') key_.push_back(kZero);
  }
  key_.push_back('\0');
  key_.push_back(kEnd);
  return *this;
}

KeyBuilder& KeyBuilder::Int(int64_t value) {
  AppendNumber(kInt, static_cast<uint64_t>(value) ^ kSignBit, key_);
  return *this;
}

KeyBuilder& KeyBuilder::Uint(uint64_t value) {
  AppendNumber(kUint, value, key_);
  return *this;
}

absl::StatusOr<std::string> KeyReader::Text() {
  size_t length = TextLength(rest_);
  if (length == 0) return Malformed(rest_, "a text");
  std::string text;
  for (size_t i = 1; i < length - 2; ++i) {
    text.push_back(rest_[i]);
    if (rest_[i] == '\0') ++i;
  }
  rest_.remove_prefix(length);
  return text;
}

absl::StatusOr<int64_t> KeyReader::Int() {
  KARVAN_ASSIGN_OR_RETURN(uint64_t bits, ReadNumber(kInt, "a signed integer", rest_));
  return static_cast<int64_t>(bits ^ kSignBit);
}

absl::StatusOr<uint64_t> KeyReader::Uint() { return ReadNumber(kUint, "an unsigned integer", rest_); }

Range PrefixRange(absl::string_view prefix) {
  // The end is the prefix with its last byte that can grow grown, and what follows dropped.
  absl::string_view end = prefix;
  while (!end.empty() && end.back() == '\xFF') end.remove_suffix(1);
  Range range{std::string(prefix), std::string(end)};
  if (!range.end.empty()) ++range.end.back();
  return range;
}

absl::StatusOr<absl::string_view> Domain(absl::string_view key) {
  size_t length = TextLength(key);
  if (length == 0 && key.size() >= kNumberBytes && (key[0] == kInt || key[0] == kUint)) length = kNumberBytes;
  if (length == 0) {
    return LimitError(absl::StrCat("The key \"", absl::BytesToHexString(key),
                                   "\" (hexadecimal) does not begin with a component of the key codec."));
  }
  return key.substr(0, length);
}

}  // namespace karvan::kv
