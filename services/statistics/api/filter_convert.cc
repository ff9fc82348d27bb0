#include "services/statistics/api/filter_convert.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/repeated_field.h"
#include "services/statistics/api/timestamps.h"

namespace karvan::statistics {
namespace {

using Texts = google::protobuf::RepeatedPtrField<std::string>;

constexpr int kMaxListLength = 1000;
constexpr char kAll[] = "*";

// False, with a violation, when a list is too long.
bool CheckLength(const Texts& list, absl::string_view field, Violations& violations) {
  if (list.size() <= kMaxListLength) return true;
  violations.Add(field, absl::StrCat("has ", list.size(), " entries: must have at most ", kMaxListLength));
  return false;
}

std::set<std::string> Codes(const Texts& list, absl::string_view field,
                            absl::Status (*check)(absl::string_view), Violations& violations) {
  std::set<std::string> codes;
  if (!CheckLength(list, field, violations)) return codes;
  for (int i = 0; i < list.size(); ++i) {
    violations.Add(absl::StrCat(field, "[", i, "]"), check(list[i]));
    codes.insert(list[i]);
  }
  return codes;
}

CodeSet AnyIfEmpty(const Texts& list, absl::string_view field, absl::Status (*check)(absl::string_view),
                   Violations& violations) {
  if (list.empty()) return CodeSet::Any();
  return CodeSet::Of(Codes(list, field, check, violations));
}

CodeSet TotalIfEmpty(const Texts& list, absl::string_view field, absl::Status (*check)(absl::string_view),
                     const char* total, Violations& violations) {
  if (list.empty()) return CodeSet::Of({total});
  if (list.size() == 1 && list[0] == kAll) return CodeSet::Any();
  return CodeSet::Of(Codes(list, field, check, violations));
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
  if (CheckLength(proto.periods(), field, violations)) {
    for (int i = 0; i < proto.periods_size(); ++i) {
      std::optional<Period> period =
          ParsePeriod(proto.periods(i), absl::StrCat(field, "[", i, "]"), violations);
      if (period) filter.periods.insert(*period);
    }
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
}

}  // namespace

ObservationFilter FromProto(const v1::ObservationFilter& proto, absl::string_view path,
                            Violations& violations) {
  auto field = [path](absl::string_view name) { return absl::StrCat(path, ".", name); };
  ObservationFilter filter;
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
  ReadPeriods(proto, path, filter, violations);
  return filter;
}

AsOf FromProto(const v1::AsOf& proto, absl::string_view path, Violations& violations) {
  if (proto.has_known_at()) {
    absl::StatusOr<absl::Time> time = FromProto(proto.known_at());
    violations.Add(absl::StrCat(path, ".known_at"), time.status());
    return KnownAt{time.ok() ? *time : absl::UnixEpoch()};
  }
  if (proto.moment_case() == v1::AsOf::kSnapshot) return Snapshot{proto.snapshot()};
  return Now{};
}

}  // namespace karvan::statistics
