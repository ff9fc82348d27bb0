#include "services/indicators/api/compute_request.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/indicators/api/parameter_field.h"
#include "services/indicators/api/request_reading.h"
#include "services/indicators/domain/indicator/catalogue.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

constexpr int kMonthsInYear = 12;

absl::StatusOr<const IndicatorDefinition*> Definition(const v1::ComputeIndicatorRequest& request) {
  if (request.indicator().empty()) {
    return InvalidField("indicator", "must be the id of an indicator; ListIndicators lists them");
  }
  const IndicatorDefinition* indicator = FindIndicator(request.indicator());
  if (indicator != nullptr) return indicator;
  return Error(absl::StatusCode::kNotFound, "INDICATOR_UNKNOWN",
               absl::StrCat("no indicator \"", request.indicator(), "\"; ListIndicators lists them"),
               {{"indicator", request.indicator()}});
}

const std::string& TextOf(Parameter parameter, const v1::ComputeIndicatorRequest& request) {
  switch (parameter) {
    case Parameter::kPeriod:
      return request.period();
    case Parameter::kFlow:
      return request.flow();
    case Parameter::kGrowth:
      return request.growth();
    case Parameter::kTargetValue:
      return request.target_value();
    case Parameter::kDeadline:
      return request.deadline();
  }
  return request.period();
}

// Parameters that must be given, and those that the indicator does not take.
void CheckParameters(const IndicatorDefinition& indicator, const v1::ComputeIndicatorRequest& request,
                     Violations& violations) {
  for (Parameter parameter : {Parameter::kPeriod, Parameter::kFlow, Parameter::kGrowth,
                              Parameter::kTargetValue, Parameter::kDeadline}) {
    const std::string& text = TextOf(parameter, request);
    auto taken = std::find_if(
        indicator.parameters.begin(), indicator.parameters.end(),
        [&](const ParameterDefinition& definition) { return definition.parameter == parameter; });
    if (taken == indicator.parameters.end()) {
      if (!text.empty()) {
        violations.Add(FieldOf(parameter), absl::StrCat("\"", text, "\" is not taken by ", indicator.id));
      }
    } else if (taken->required && text.empty()) {
      violations.Add(FieldOf(parameter), absl::StrCat("must be given: ", taken->description));
    }
  }
}

void ReadFlow(const IndicatorDefinition& indicator, const std::string& text, IndicatorQuery& query,
              Violations& violations) {
  if (text.empty() || indicator.flows.empty()) return;
  query.flow = ParseFlow(text);
  const bool allowed = query.flow && std::find(indicator.flows.begin(), indicator.flows.end(), *query.flow) !=
                                         indicator.flows.end();
  if (allowed) return;
  const std::string flows = absl::StrJoin(
      indicator.flows, ", ", [](std::string* out, Flow flow) { absl::StrAppend(out, FlowCode(flow)); });
  violations.Add("flow", absl::StrCat("\"", text, "\" must be one of ", flows));
}

std::optional<Decimal> ReadDecimal(absl::string_view field, const std::string& text, Violations& violations) {
  if (text.empty()) return std::nullopt;
  absl::StatusOr<Decimal> value = Decimal::Parse(text);
  violations.Add(field, value.status());
  return value.value_or(Decimal::FromInteger(1));
}

// A growth that is required runs from the end of one year to the end of another.
void CheckYears(const IndicatorQuery& query, Violations& violations) {
  if (!query.deadline) return;
  if (query.deadline->month_count() != kMonthsInYear) {
    violations.Add("deadline", absl::StrCat("\"", query.deadline->ToString(), "\" must have 12 months"));
  }
  if (query.period.month_count() != kMonthsInYear) {
    violations.Add("period", absl::StrCat("\"", query.period.ToString(), "\" must have 12 months"));
  }
  if (query.deadline->end_month() <= query.period.end_month()) {
    violations.Add("deadline", absl::StrCat("\"", query.deadline->ToString(),
                                            "\" must end after the period, ", query.period.ToString()));
  }
}

void ReadQuery(const IndicatorDefinition& indicator, const v1::ComputeIndicatorRequest& request,
               IndicatorQuery& query, Violations& violations) {
  CheckParameters(indicator, request, violations);
  if (!request.period().empty()) query.period = ReadPeriod("period", request.period(), violations);
  ReadFlow(indicator, request.flow(), query, violations);
  query.growth = ReadDecimal("growth", request.growth(), violations);
  query.target_value = ReadDecimal("target_value", request.target_value(), violations);
  if (query.target_value && query.target_value->Sign() <= 0) {
    violations.Add("target_value", absl::StrCat("\"", request.target_value(), "\" must be above 0"));
  }
  if (!request.deadline().empty()) query.deadline = ReadPeriod("deadline", request.deadline(), violations);
  if (violations.empty()) CheckYears(query, violations);
}

void ReadTrade(const v1::ComputeIndicatorRequest& request, TradeQuery& trade, Violations& violations) {
  CheckName("dataset", "datasets", request.dataset(), violations);
  CheckArea("reporter", request.reporter(), violations);
  CheckArea("partner", request.partner(), violations);
  trade.dataset = request.dataset();
  trade.reporter = request.reporter();
  trade.partner = request.partner();
  if (!request.classification().empty()) trade.classification = request.classification();
  if (!request.product().empty()) trade.product = request.product();
  CheckClassification("classification", trade.classification, violations);
  CheckProduct("product", trade.product, violations);
  if (request.has_known_at()) trade.as_of.known_at = ReadTime("known_at", request.known_at(), violations);
  if (!request.has_snapshot()) return;
  trade.as_of.snapshot = request.snapshot();
  if (request.snapshot() < 0) {
    violations.Add("snapshot", absl::StrCat(request.snapshot(), " must be 0 or more"));
  }
}

}  // namespace

absl::StatusOr<ComputeRequest> ReadComputeRequest(const v1::ComputeIndicatorRequest& request) {
  ComputeRequest read;
  KARVAN_ASSIGN_OR_RETURN(read.indicator, Definition(request));
  Violations violations;
  ReadTrade(request, read.trade, violations);
  ReadQuery(*read.indicator, request, read.query, violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  return read;
}

}  // namespace karvan::indicators
