#include "services/agreements/domain/code_form.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace karvan::agreements {
namespace {

constexpr size_t kMaxIdLength = 63;

bool IsLower(char c) { return absl::ascii_islower(static_cast<unsigned char>(c)); }
bool IsUpper(char c) { return absl::ascii_isupper(static_cast<unsigned char>(c)); }
bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

// Between `least` and `most` characters, all of one kind.
template <typename IsOfKind>
bool AllOf(absl::string_view text, size_t least, size_t most, IsOfKind is_of_kind) {
  return text.size() >= least && text.size() <= most && std::all_of(text.begin(), text.end(), is_of_kind);
}

bool IsStatementId(absl::string_view id) {
  return AllOf(id, 1, kMaxIdLength, [](char c) { return IsLower(c) || IsDigit(c) || c == '-'; });
}
bool IsResourceId(absl::string_view id) { return IsStatementId(id) && IsLower(id.front()); }
bool IsIndicator(absl::string_view id) {
  return AllOf(id, 1, kMaxIdLength, [](char c) { return IsLower(c) || IsDigit(c) || c == '_'; }) &&
         IsLower(id.front());
}

bool IsCountry(absl::string_view code) { return AllOf(code, 3, 3, IsUpper); }
bool IsArea(absl::string_view code) { return IsCountry(code) || code == "W00" || AllOf(code, 3, 3, IsDigit); }
bool IsUnit(absl::string_view code) { return IsCountry(code) || code == "1"; }  // "PCT" has a currency's form
bool IsProduct(absl::string_view code) { return AllOf(code, 2, 10, IsDigit); }
bool IsFlow(absl::string_view code) { return code == "X" || code == "M" || code == "T"; }

// Takes the part up to the next '-' off the front of `rest`.
absl::string_view TakeSubtag(absl::string_view& rest) {
  const size_t end = std::min(rest.find('-'), rest.size());
  absl::string_view subtag = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return subtag;
}

bool IsScript(absl::string_view subtag) {
  return subtag.size() == 4 && IsUpper(subtag[0]) && AllOf(subtag.substr(1), 3, 3, IsLower);
}
bool IsRegion(absl::string_view subtag) {
  return AllOf(subtag, 2, 2, IsUpper) || AllOf(subtag, 3, 3, IsDigit);
}

// The part of BCP 47 that names languages as they are published: language[-Script][-REGION].
bool IsLanguage(absl::string_view code) {
  if (code.empty() || code.back() == '-') return false;
  absl::string_view rest = code;
  if (!AllOf(TakeSubtag(rest), 2, 3, IsLower)) return false;
  if (rest.empty()) return true;
  absl::string_view subtag = TakeSubtag(rest);
  if (IsScript(subtag)) {
    if (rest.empty()) return true;
    subtag = TakeSubtag(rest);
  }
  return IsRegion(subtag) && rest.empty();
}

}  // namespace

const CodeForm kResourceIdForm = {
    IsResourceId, "1 to 63 of a-z, 0-9 and \"-\", beginning with a letter, such as \"astana-2024\""};
const CodeForm kStatementIdForm = {IsStatementId, "1 to 63 of a-z, 0-9 and \"-\", such as \"tass-1736063\""};
const CodeForm kIndicatorForm = {
    IsIndicator,
    "an indicator's id: 1 to 63 of a-z, 0-9 and \"_\", beginning with a letter, such as \"turnover\""};
const CodeForm kCountryForm = {IsCountry,
                               "an ISO 3166-1 alpha-3 code: three capital letters, such as \"KAZ\""};
const CodeForm kAreaForm = {
    IsArea,
    "an area code: ISO 3166-1 alpha-3 such as \"KAZ\", \"W00\" for the World, or three "
    "digits such as \"899\""};
const CodeForm kCurrencyForm = {IsCountry, "an ISO 4217 code: three capital letters, such as \"USD\""};
const CodeForm kUnitForm = {
    IsUnit, "a unit: an ISO 4217 code such as \"USD\", \"PCT\" for per cent, or \"1\" for a count"};
const CodeForm kLanguageForm = {IsLanguage, "a BCP 47 language code, such as \"en\", \"kk\" or \"uz-Cyrl\""};
const CodeForm kProductForm = {IsProduct, "an HS code of 2 to 10 digits, such as \"270900\""};
const CodeForm kFlowForm = {IsFlow, "\"X\" (exports), \"M\" (imports) or \"T\" (turnover)"};

}  // namespace karvan::agreements
