#include "services/indicators/api/request_reading.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/indicators/convert/timestamp.h"

namespace karvan::indicators {
namespace {

constexpr size_t kAreaLength = 3;
constexpr size_t kMaxIdLength = 63;
constexpr size_t kMaxClassificationLength = 10;
constexpr size_t kMinProductLength = 2;
constexpr size_t kMaxProductLength = 10;

bool IsCountry(absl::string_view text) {
  return text.size() == kAreaLength && std::all_of(text.begin(), text.end(), absl::ascii_isupper);
}

bool IsNumber(absl::string_view text) { return std::all_of(text.begin(), text.end(), absl::ascii_isdigit); }

bool IsM49(absl::string_view text) { return text.size() == kAreaLength && IsNumber(text); }

bool IsClassification(absl::string_view text) {
  return !text.empty() && text.size() <= kMaxClassificationLength && absl::ascii_isupper(text[0]) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isupper(c) || absl::ascii_isdigit(c); });
}

bool IsProduct(absl::string_view text) {
  return text == "TOTAL" ||
         (text.size() >= kMinProductLength && text.size() <= kMaxProductLength && IsNumber(text));
}

bool IsId(absl::string_view text) {
  return !text.empty() && text.size() <= kMaxIdLength && absl::ascii_islower(text[0]) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-'; });
}

}  // namespace

void CheckArea(absl::string_view field, absl::string_view area, Violations& violations) {
  if (IsCountry(area) || IsM49(area) || area == "W00") return;
  violations.Add(field, absl::StrCat("\"", area,
                                     "\" must be an ISO 3166-1 alpha-3 code such as \"KAZ\", three "
                                     "digits of M49, or \"W00\" for the World"));
}

void CheckCountry(absl::string_view field, absl::string_view country, Violations& violations) {
  if (IsCountry(country)) return;
  violations.Add(field, absl::StrCat("\"", country, "\" must be an ISO 3166-1 alpha-3 code such as \"KAZ\""));
}

void CheckClassification(absl::string_view field, absl::string_view classification, Violations& violations) {
  if (IsClassification(classification)) return;
  violations.Add(field, absl::StrCat("\"", classification,
                                     "\" must be a capital letter and up to nine capitals and digits, such "
                                     "as \"HS\" or \"H6\""));
}

void CheckProduct(absl::string_view field, absl::string_view product, Violations& violations) {
  if (IsProduct(product)) return;
  violations.Add(field, absl::StrCat("\"", product, "\" must be 2 to 10 digits, or \"TOTAL\""));
}

void CheckName(absl::string_view field, absl::string_view collection, absl::string_view name,
               Violations& violations) {
  absl::string_view id = name;
  if (absl::ConsumePrefix(&id, absl::StrCat(collection, "/")) && IsId(id)) return;
  violations.Add(field,
                 absl::StrCat("\"", name, "\" must be \"", collection,
                              "/{id}\", the id 1 to 63 of a-z, 0-9 and \"-\", beginning with a letter"));
}

Period ReadPeriod(absl::string_view field, absl::string_view text, Violations& violations) {
  absl::StatusOr<Period> period = Period::Parse(text);
  violations.Add(field, period.status());
  return period.value_or(Period());
}

std::optional<absl::Time> ReadTime(absl::string_view field, const google::protobuf::Timestamp& timestamp,
                                   Violations& violations) {
  absl::StatusOr<absl::Time> time = TimeFromProto(timestamp);
  violations.Add(field, time.status());
  if (!time.ok()) return std::nullopt;
  return *time;
}

}  // namespace karvan::indicators
