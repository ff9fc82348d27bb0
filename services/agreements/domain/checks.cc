#include "services/agreements/domain/checks.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/agreements/domain/resource_name.h"

namespace karvan::agreements {
namespace {

// Says whether there is anything to check; a required value that is missing is rejected.
bool IsGiven(absl::string_view text, Presence presence, const Field& field, absl::string_view allowed) {
  if (!text.empty()) return true;
  if (presence == Presence::kRequired) field.Reject(absl::StrCat("is required: ", allowed));
  return false;
}

}  // namespace

size_t CharacterCount(absl::string_view text) {
  // Bytes that do not continue another.
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void CheckText(absl::string_view text, Presence presence, const Field& field) {
  if (!IsGiven(text, presence, field, absl::StrCat("1 to ", kMaxTextCharacters, " characters"))) return;
  if (const size_t count = CharacterCount(text); count > kMaxTextCharacters) {
    field.Reject(
        absl::StrCat("has ", count, " characters, but at most ", kMaxTextCharacters, " are allowed"));
  } else if (absl::StripAsciiWhitespace(text).empty()) {
    field.Reject("has only blanks, but must say something");
  }
}

bool CheckCount(size_t count, size_t least, const Field& field) {
  if (count >= least && count <= kMaxListItems) return true;
  field.Reject(absl::StrCat("has ", count, " items, but must have ", least, " to ", kMaxListItems));
  return false;
}

void CheckTexts(const std::vector<std::string>& texts, const Field& field) {
  CheckList(texts, 0, field,
            [](const std::string& text, const Field& item) { CheckText(text, Presence::kRequired, item); });
}

void CheckCode(absl::string_view code, const CodeForm& form, Presence presence, const Field& field) {
  if (!IsGiven(code, presence, field, form.description) || form.matches(code)) return;
  field.Reject(absl::StrCat("is ", Quoted(code), ", but must be ", form.description));
}

void CheckName(absl::string_view name, absl::string_view collection, Presence presence, const Field& field) {
  const std::string allowed =
      absl::StrCat("a name such as \"", collection, "/some-id\", whose id is ", kResourceIdForm.description);
  if (!IsGiven(name, presence, field, allowed)) return;
  std::optional<ResourceName> parsed = ResourceName::Parse(name);
  if (parsed.has_value() && parsed->collection == collection) return;
  field.Reject(absl::StrCat("is ", Quoted(name), ", but must be ", allowed));
}

void CheckEnum(int number, int end, Presence presence, const Field& field) {
  if (number == 0 && presence == Presence::kRequired) {
    field.Reject("is required");
  } else if (number < 0 || number >= end) {
    field.Reject(
        absl::StrCat("is ", number, ", but must be one of the values of the contract, 0 to ", end - 1));
  }
}

}  // namespace karvan::agreements
