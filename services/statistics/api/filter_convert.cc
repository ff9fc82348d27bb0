#include "services/statistics/api/filter_convert.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/repeated_field.h"
#include "services/statistics/api/code_entries.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/timestamps.h"

namespace karvan::statistics {
namespace {

CodeSet AnyIfEmpty(const CodeEntries& list, absl::string_view field, absl::Status (*check)(absl::string_view),
                   Violations& violations) {
  return list.empty() ? CodeSet::Any() : ParseCodeEntries(list, field, check, violations);
}

CodeSet TotalIfEmpty(const CodeEntries& list, absl::string_view field,
                     absl::Status (*check)(absl::string_view), const char* total, Violations& violations) {
  return list.empty() ? CodeSet::Of({total}) : ParseCodeEntries(list, field, check, violations);
}

int EntryCount(const v1::ObservationFilter& proto) {
  return proto.reporters_size() + proto.partners_size() + proto.flows_size() + proto.classifications_size() +
         proto.products_size() + proto.second_partners_size() + proto.customs_procedures_size() +
         proto.transport_modes_size() + proto.periods_size() + proto.product_digits_size() +
         proto.period_lengths_size();
}

// Numbers of a list; a violation for each one that is not allowed.
template <typename IsAllowed>
std::set<int> ReadNumbers(const google::protobuf::RepeatedField<int32_t>& list, absl::string_view field,
                          IsAllowed is_allowed, absl::string_view allowed, Violations& violations) {
  std::set<int> numbers;
  for (int i = 0; i < list.size(); ++i) {
    numbers.insert(list[i]);
    if (is_allowed(list[i])) continue;
    violations.Add(absl::StrCat(field, "[", i, "]"), absl::StrCat(list[i], " is not ", allowed));
  }
  return numbers;
}

// The period of a text, or nothing with a violation.
std::optional<Period> ParsePeriod(const std::string& text, absl::string_view field, Violations& violations) {
  absl::StatusOr<Period> period = Period::Parse(text);
  violations.Add(field, period.status());
  return period.ok() ? std::optional<Period>(*period) : std::nullopt;
}

void ReadPeriods(const v1::ObservationFilter& proto, absl::string_view path, ObservationFilter& filter,
                 Violations& violations) {
  const std::string field = absl::StrCat(path, ".periods");
  for (int i = 0; i < proto.periods_size(); ++i) {
    std::optional<Period> period =
        ParsePeriod(proto.periods(i), absl::StrCat(field, "[", i, "]"), violations);
    if (period) filter.periods.insert(*period);
  }
  if (!proto.first_period().empty()) {
    std::optional<Period> first =
        ParsePeriod(proto.first_period(), absl::StrCat(path, ".first_period"), violations);
    if (first) filter.first_month = first->first_month();
  }
  if (!proto.last_period().empty()) {
    std::optional<Period> last =
        ParsePeriod(proto.last_period(), absl::StrCat(path, ".last_period"), violations);
    if (last) filter.end_month = last->end_month();
  }
  filter.period_lengths = ReadNumbers(
      proto.period_lengths(), absl::StrCat(path, ".period_lengths"),
      [](int months) { return months >= 1 && months <= Period::kMaxMonths; },
      absl::StrCat("a length of a period: must be 1 to ", Period::kMaxMonths, " months"), violations);
}

// The release of a name or a number.
AfterRelease ReadRelease(const std::string& text, absl::string_view dataset, absl::string_view field,
                         Violations& violations) {
  const std::string name = absl::StrContains(text, "/") ? text : absl::StrCat(dataset, "/releases/", text);
  const absl::StatusOr<ReleaseId> id = ParseReleaseName(name, field);
  if (id.ok() && DatasetName(id->dataset) == dataset) return AfterRelease{id->number};
  violations.Add(field, absl::StrCat("\"", absl::CHexEscape(text.substr(0, 200)), "\" is not a release of ",
                                     absl::CHexEscape(dataset.substr(0, 200)),
                                     ": must be its number or \"datasets/{dataset}/releases/{release}\""));
  return {};
}

}  // namespace

ObservationFilter FromProto(const v1::ObservationFilter& proto, absl::string_view path,
                            Violations& violations) {
  auto field = [path](absl::string_view name) { return absl::StrCat(path, ".", name); };
  ObservationFilter filter;
  if (const int count = EntryCount(proto); count > kMaxFilterEntries) {
    violations.Add(
        path, absl::StrCat("has ", count, " entries in its lists: must have at most ", kMaxFilterEntries));
    return filter;
  }
  filter.reporters = AnyIfEmpty(proto.reporters(), field("reporters"), CheckArea, violations);
  filter.partners = AnyIfEmpty(proto.partners(), field("partners"), CheckArea, violations);
  filter.flows = AnyIfEmpty(proto.flows(), field("flows"), CheckFlow, violations);
  filter.classifications =
      AnyIfEmpty(proto.classifications(), field("classifications"), CheckClassification, violations);
  filter.products = AnyIfEmpty(proto.products(), field("products"), CheckProduct, violations);
  filter.second_partners =
      TotalIfEmpty(proto.second_partners(), field("second_partners"), CheckArea, kWorld, violations);
  filter.customs_procedures = TotalIfEmpty(proto.customs_procedures(), field("customs_procedures"),
                                           CheckCustomsProcedure, kTotalCustoms, violations);
  filter.transport_modes = TotalIfEmpty(proto.transport_modes(), field("transport_modes"), CheckTransportMode,
                                        kTotalTransport, violations);
  filter.product_digits = ReadNumbers(
      proto.product_digits(), field("product_digits"),
      [](int digits) { return digits == 0 || (digits >= 2 && digits <= static_cast<int>(Code::kMaxLength)); },
      "a number of digits of a product code: must be 2 to 10, or 0 for TOTAL", violations);
  ReadPeriods(proto, path, filter, violations);
  return filter;
}

AskedAsOf FromProto(const v1::AsOf& proto, absl::string_view dataset, absl::string_view path,
                    Violations& violations) {
  auto time_of = [&](const google::protobuf::Timestamp& timestamp, absl::string_view field) {
    absl::StatusOr<absl::Time> time = FromProto(timestamp);
    violations.Add(absl::StrCat(path, field), time.status());
    return time.ok() ? *time : absl::UnixEpoch();
  };
  AskedAsOf asked;
  if (proto.has_known_at()) asked.moment = KnownAt{time_of(proto.known_at(), ".known_at")};
  if (proto.moment_case() == v1::AsOf::kSnapshot) asked.moment = Snapshot{proto.snapshot()};
  if (proto.moment_case() == v1::AsOf::kRelease) {
    asked.moment = ReadRelease(proto.release(), dataset, absl::StrCat(path, ".release"), violations);
  }
  if (proto.has_published_by()) asked.published_by = time_of(proto.published_by(), ".published_by");
  return asked;
}

}  // namespace karvan::statistics
