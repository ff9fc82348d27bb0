#include <algorithm>

#include "services/indicators/api/indicator_handlers.h"
#include "services/indicators/api/parameter_field.h"
#include "services/indicators/domain/indicator/catalogue.h"
#include "services/platform/listing/page_size.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/listing/request_fingerprint.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

constexpr int kDefaultPageSize = 50;
constexpr int kMaxPageSize = 1000;

v1::Indicator ToProto(const IndicatorDefinition& definition) {
  v1::Indicator indicator;
  indicator.set_id(definition.id);
  indicator.set_display_name(definition.display_name);
  indicator.set_formula(definition.formula);
  indicator.set_unit(definition.unit);
  indicator.set_range(definition.range);
  for (const ParameterDefinition& parameter : definition.parameters) {
    v1::IndicatorParameter& converted = *indicator.add_parameters();
    converted.set_field(FieldOf(parameter.parameter));
    converted.set_required(parameter.required);
    converted.set_description(parameter.description);
  }
  indicator.set_source(definition.source);
  return indicator;
}

}  // namespace

absl::StatusOr<v1::ListIndicatorsResponse> IndicatorHandlers::ListIndicators(
    const v1::ListIndicatorsRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(const int page_size,
                          listing::PageSize(request.page_size(), kDefaultPageSize, kMaxPageSize));
  const uint64_t fingerprint = listing::RequestFingerprint(request);
  KARVAN_ASSIGN_OR_RETURN(listing::PageToken token,
                          listing::DecodePageToken(request.page_token(), fingerprint));

  v1::ListIndicatorsResponse response;
  for (const IndicatorDefinition& definition : Catalogue()) {
    if (definition.id < token.position) continue;
    if (response.indicators_size() == page_size) {
      response.set_next_page_token(listing::EncodePageToken({definition.id, 0}, fingerprint));
      break;
    }
    *response.add_indicators() = ToProto(definition);
  }
  return response;
}

}  // namespace karvan::indicators
