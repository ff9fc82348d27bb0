#include "services/statistics/api/code_entries.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace karvan::statistics {
namespace {

constexpr char kAny[] = "*";
constexpr char kOtherForms[] =
    "; or a prefix such as \"85*\", a range from a lesser to a greater code such as \"01..24\", or \"*\" for "
    "all";

std::string Quoted(absl::string_view entry) {
  return absl::StrCat("\"", absl::CHexEscape(entry.substr(0, 64)), "\"");
}

// The range of a prefix or a range; nothing when the entry is neither.
std::optional<CodeRange> ParseRange(absl::string_view entry) {
  if (absl::ConsumeSuffix(&entry, kAny)) return CodeRange::Between(entry, entry);
  const size_t dots = entry.find("..");
  if (dots == absl::string_view::npos) return std::nullopt;
  return CodeRange::Between(entry.substr(0, dots), entry.substr(dots + 2));
}

}  // namespace

CodeSet ParseCodeEntries(const CodeEntries& entries, absl::string_view field,
                         absl::Status (*check)(absl::string_view), Violations& violations) {
  std::set<std::string> codes;
  std::vector<CodeRange> ranges;
  bool any = false;
  for (int i = 0; i < entries.size(); ++i) {
    const std::string& entry = entries[i];
    const std::string place = absl::StrCat(field, "[", i, "]");
    if (entry == kAny) {
      any = true;
    } else if (absl::EndsWith(entry, kAny) || absl::StrContains(entry, "..")) {
      const std::optional<CodeRange> range = ParseRange(entry);
      if (range) {
        ranges.push_back(*range);
      } else {
        violations.Add(place,
                       absl::StrCat(Quoted(entry), " is not a prefix or a range of codes: must be 1 to ",
                                    Code::kMaxLength, " capitals and digits and a \"*\", such as \"85*\", ",
                                    "or two of these in order with \"..\" between, such as \"01..24\""));
      }
    } else if (absl::Status valid = check(entry); valid.ok()) {
      codes.insert(entry);
    } else {
      violations.Add(place, absl::StrCat(valid.message(), kOtherForms));
    }
  }
  return any ? CodeSet::Any() : CodeSet::Of(std::move(codes), std::move(ranges));
}

}  // namespace karvan::statistics
