#include "services/statistics/api/observation_convert.h"

#include <optional>
#include <string>

#include "services/statistics/api/timestamps.h"
#include "services/statistics/domain/release.h"

namespace karvan::statistics {
namespace {

namespace type = karvan::type::v1;

// The numbers of both enums agree; a change of one of them must not go unseen.
static_assert(type::QUALIFIER_UNSPECIFIED == static_cast<int>(Qualifier::kNone) &&
              type::QUALIFIER_EXACT == static_cast<int>(Qualifier::kExact) &&
              type::QUALIFIER_ABOUT == static_cast<int>(Qualifier::kAbout) &&
              type::QUALIFIER_OVER == static_cast<int>(Qualifier::kOver) &&
              type::QUALIFIER_AT_LEAST == static_cast<int>(Qualifier::kAtLeast) &&
              type::QUALIFIER_ALMOST == static_cast<int>(Qualifier::kAlmost) &&
              type::QUALIFIER_UP_TO == static_cast<int>(Qualifier::kUpTo));

std::string TextOf(const std::optional<Decimal>& number) { return number ? number->ToString() : ""; }

std::string Or(const std::string& text, const char* missing) { return text.empty() ? missing : text; }

void SetMeasures(const Measures& measures, v1::Observation& proto) {
  proto.set_value(TextOf(measures.value));
  proto.set_unit_multiplier(measures.unit_multiplier);
  proto.set_valuation(ToProto(measures.valuation));
  proto.set_cif_value(TextOf(measures.cif_value));
  proto.set_fob_value(TextOf(measures.fob_value));
  proto.set_net_weight(TextOf(measures.net_weight));
  proto.set_quantity(TextOf(measures.quantity));
  proto.set_quantity_unit(measures.quantity_unit);
  proto.set_qualifier(ToProto(measures.qualifier));
  proto.set_status(measures.status);
  proto.set_confidentiality(measures.confidentiality);
  proto.set_statement(measures.statement);
}

}  // namespace

v1::SeriesKey ToProto(const SeriesKey& series) {
  v1::SeriesKey proto;
  proto.set_reporter(series.reporter);
  proto.set_partner(series.partner);
  proto.set_flow(series.flow);
  proto.set_classification(series.classification);
  proto.set_product(series.product);
  proto.set_second_partner(series.second_partner);
  proto.set_customs_procedure(series.customs_procedure);
  proto.set_transport_mode(series.transport_mode);
  return proto;
}

SeriesKey FromProto(const v1::SeriesKey& proto) {
  SeriesKey series;
  series.reporter = proto.reporter();
  series.flow = proto.flow();
  series.partner = proto.partner();
  series.classification = Or(proto.classification(), kDefaultClassification);
  series.product = Or(proto.product(), kTotalProduct);
  series.second_partner = Or(proto.second_partner(), kWorld);
  series.customs_procedure = Or(proto.customs_procedure(), kTotalCustoms);
  series.transport_mode = Or(proto.transport_mode(), kTotalTransport);
  return series;
}

v1::Observation ToProto(const VersionedObservation& cell, absl::string_view dataset) {
  v1::Observation proto;
  *proto.mutable_series() = ToProto(cell.observation.series);
  proto.set_period(cell.observation.period.ToString());
  if (!cell.deleted) SetMeasures(cell.observation.measures, proto);
  proto.set_release(ReleaseName(dataset, cell.release));
  proto.set_sequence(cell.sequence);
  *proto.mutable_published_at() = ToProto(cell.published_at);
  proto.set_deleted(cell.deleted);
  return proto;
}

const char* ToProto(Valuation valuation) {
  switch (valuation) {
    case Valuation::kNotStated:
      return "";
    case Valuation::kCif:
      return "CIF";
    case Valuation::kFob:
      return "FOB";
  }
  return "";
}

type::Qualifier ToProto(Qualifier qualifier) { return static_cast<type::Qualifier>(qualifier); }

}  // namespace karvan::statistics
