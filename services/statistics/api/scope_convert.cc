#include "services/statistics/api/scope_convert.h"

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/repeated_field.h"
#include "services/platform/period/period.h"
#include "services/statistics/domain/codes.h"

namespace karvan::statistics {
namespace {

using Texts = google::protobuf::RepeatedPtrField<std::string>;

constexpr int kMaxListLength = 1000;
constexpr int kNoFirstMonth = 0;
constexpr int kNoEndMonth = std::numeric_limits<int>::max();

std::vector<Code> CodesOf(const Texts& list, absl::string_view field,
                          absl::Status (*check)(absl::string_view), Violations& violations) {
  std::vector<Code> codes;
  if (list.size() > kMaxListLength) {
    violations.Add(field, absl::StrCat("has ", list.size(), " entries: must have at most ", kMaxListLength));
    return codes;
  }
  for (int i = 0; i < list.size(); ++i) {
    violations.Add(absl::StrCat(field, "[", i, "]"), check(list[i]));
    if (const std::optional<Code> code = Code::Parse(list[i])) codes.push_back(*code);
  }
  return codes;
}

std::optional<Period> PeriodOf(const std::string& text, absl::string_view field, Violations& violations) {
  if (text.empty()) return std::nullopt;
  absl::StatusOr<Period> period = Period::Parse(text);
  violations.Add(field, period.status());
  return period.ok() ? std::optional<Period>(*period) : std::nullopt;
}

void Append(const std::vector<Code>& codes, Texts& texts) {
  for (Code code : codes) *texts.Add() = code.ToString();
}

std::string MonthText(int month) { return Period::FromMonths(month, 1).value().ToString(); }

}  // namespace

v1::ReleaseScope ToProto(const Scope& scope) {
  v1::ReleaseScope proto;
  Append(scope.reporters, *proto.mutable_reporters());
  Append(scope.flows, *proto.mutable_flows());
  Append(scope.partners, *proto.mutable_partners());
  Append(scope.classifications, *proto.mutable_classifications());
  Append(scope.products, *proto.mutable_products());
  if (scope.first_month != kNoFirstMonth) proto.set_first_period(MonthText(scope.first_month));
  if (scope.end_month != kNoEndMonth) proto.set_last_period(MonthText(scope.end_month - 1));
  return proto;
}

Scope FromProto(const v1::ReleaseScope& proto, absl::string_view path, Violations& violations) {
  auto field = [path](absl::string_view name) { return absl::StrCat(path, ".", name); };
  Scope scope;
  scope.reporters = CodesOf(proto.reporters(), field("reporters"), CheckArea, violations);
  scope.flows = CodesOf(proto.flows(), field("flows"), CheckFlow, violations);
  scope.partners = CodesOf(proto.partners(), field("partners"), CheckArea, violations);
  scope.classifications =
      CodesOf(proto.classifications(), field("classifications"), CheckClassification, violations);
  scope.products = CodesOf(proto.products(), field("products"), CheckProduct, violations);
  if (auto first = PeriodOf(proto.first_period(), field("first_period"), violations)) {
    scope.first_month = first->first_month();
  }
  if (auto last = PeriodOf(proto.last_period(), field("last_period"), violations)) {
    scope.end_month = last->end_month();
  }
  if (scope.end_month <= scope.first_month) {
    violations.Add(field("last_period"), absl::StrCat("\"", proto.last_period(), "\" ends before \"",
                                                      proto.first_period(), "\" begins: must not"));
  }
  return scope;
}

}  // namespace karvan::statistics
