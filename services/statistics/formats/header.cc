#include "services/statistics/formats/header.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "services/statistics/formats/text_encoding.h"

namespace karvan::statistics {
namespace {

std::string LooseName(absl::string_view name) {
  std::string loose;
  for (char c : name) {
    if (absl::ascii_isalnum(c)) loose.push_back(absl::ascii_tolower(c));
  }
  return loose;
}

int IndexOf(const std::vector<std::string>& names, absl::string_view name) {
  auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? Header::kAbsent : static_cast<int>(found - names.begin());
}

}  // namespace

Header::Header(const CsvRow& row) {
  for (const std::string& field : row.fields) {
    names_.push_back(Utf8OrLatin1(absl::StripAsciiWhitespace(field)));
  }
  while (!names_.empty() && names_.back().empty()) names_.pop_back();
  for (const std::string& name : names_) loose_names_.push_back(LooseName(name));
}

int Header::Find(absl::string_view name) const { return IndexOf(names_, name); }

int Header::FindLoosely(std::initializer_list<absl::string_view> loose_names) const {
  for (absl::string_view name : loose_names) {
    if (int column = IndexOf(loose_names_, name); column != kAbsent) return column;
  }
  return kAbsent;
}

}  // namespace karvan::statistics
