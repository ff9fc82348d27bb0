#include "services/statistics/domain/codes.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace karvan::statistics {
namespace {

constexpr absl::string_view kTradeFlows[] = {"X",   "M",   "RX",  "RM",  "DX", "FM",
                                             "MIP", "MOP", "XIP", "XOP", "T"};

absl::Status Refuse(absl::string_view code, absl::string_view what, absl::string_view allowed) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", absl::CHexEscape(code.substr(0, 64)), "\" is not ", what, ": ", allowed));
}

bool IsUpper(char c) { return absl::ascii_isupper(c); }
bool IsDigit(char c) { return absl::ascii_isdigit(c); }
bool IsUpperOrDigit(char c) { return IsUpper(c) || IsDigit(c); }

template <typename Predicate>
bool AllOf(absl::string_view text, Predicate predicate) {
  return std::all_of(text.begin(), text.end(), predicate);
}

// `min` to `max` characters of a kind.
template <typename Predicate>
bool Is(absl::string_view text, size_t min, size_t max, Predicate predicate) {
  return text.size() >= min && text.size() <= max && AllOf(text, predicate);
}

}  // namespace

absl::Status CheckArea(absl::string_view code) {
  if (Is(code, 3, 3, IsUpper) || Is(code, 3, 3, IsDigit) || code == kWorld) return absl::OkStatus();
  return Refuse(code, "an area code",
                "must be three capital letters of ISO 3166-1, three digits of M49, or W00 for the World");
}

absl::Status CheckTradeFlow(absl::string_view code) {
  if (std::find(std::begin(kTradeFlows), std::end(kTradeFlows), code) != std::end(kTradeFlows)) {
    return absl::OkStatus();
  }
  return Refuse(code, "a flow of trade", "must be one of X, M, RX, RM, DX, FM, MIP, MOP, XIP, XOP, T");
}

absl::Status CheckFlow(absl::string_view code) {
  const bool valid = Is(code, 1, 10, [](char c) { return IsUpperOrDigit(c) || c == '_'; });
  if (valid && IsUpper(code[0])) return absl::OkStatus();
  return Refuse(code, "a flow", "must be a capital letter and up to nine capitals, digits and \"_\"");
}

absl::Status CheckClassification(absl::string_view code) {
  if (Is(code, 1, 10, IsUpperOrDigit) && IsUpper(code[0])) return absl::OkStatus();
  return Refuse(code, "a classification",
                "must be a capital letter and up to nine capitals and digits, such as HS, H6 or S4");
}

absl::Status CheckProduct(absl::string_view code) {
  if (code == kTotalProduct || Is(code, 2, 10, IsDigit)) return absl::OkStatus();
  return Refuse(code, "a product code", "must be 2 to 10 digits, or TOTAL");
}

absl::Status CheckCustomsProcedure(absl::string_view code) {
  if (Is(code, 1, 10, IsUpperOrDigit)) return absl::OkStatus();
  return Refuse(code, "a customs procedure", "must be 1 to 10 capitals and digits; C00 is the total");
}

absl::Status CheckTransportMode(absl::string_view code) {
  if (Is(code, 1, 5, IsDigit)) return absl::OkStatus();
  return Refuse(code, "a mode of transport", "must be 1 to 5 digits; 0 is the total");
}

absl::Status CheckStatusCode(absl::string_view code) {
  if (Is(code, 1, 1, IsUpper)) return absl::OkStatus();
  return Refuse(code, "a status", "must be one capital letter of the SDMX code list");
}

absl::Status CheckId(absl::string_view id) {
  const bool valid = Is(id, 1, 63, [](char c) { return absl::ascii_islower(c) || IsDigit(c) || c == '-'; });
  if (valid && absl::ascii_islower(id[0])) return absl::OkStatus();
  return Refuse(id, "an id", "must be 1 to 63 of a-z, 0-9 and \"-\", and begin with a letter");
}

}  // namespace karvan::statistics
