#include "services/statistics/domain/group_key.h"

#include <string>

namespace karvan::statistics {

std::optional<GroupKey> GroupOf(const SeriesKey& series) {
  GroupKey group;
  const std::pair<Code*, const std::string*> parts[] = {
      {&group.reporter, &series.reporter},
      {&group.flow, &series.flow},
      {&group.partner, &series.partner},
      {&group.classification, &series.classification},
      {&group.second_partner, &series.second_partner},
      {&group.customs_procedure, &series.customs_procedure},
      {&group.transport_mode, &series.transport_mode},
  };
  for (const auto& [code, text] : parts) {
    const std::optional<Code> parsed = Code::Parse(*text);
    if (!parsed) return std::nullopt;
    *code = *parsed;
  }
  return group;
}

SeriesKey SeriesOf(const GroupKey& group, Code product) {
  SeriesKey series;
  series.reporter = group.reporter.ToString();
  series.flow = group.flow.ToString();
  series.partner = group.partner.ToString();
  series.classification = group.classification.ToString();
  series.product = product.ToString();
  series.second_partner = group.second_partner.ToString();
  series.customs_procedure = group.customs_procedure.ToString();
  series.transport_mode = group.transport_mode.ToString();
  return series;
}

bool IsBreakdown(const GroupKey& group) {
  static const Code kWorldCode = Code::Parse(kWorld).value();
  static const Code kCustomsCode = Code::Parse(kTotalCustoms).value();
  static const Code kTransportCode = Code::Parse(kTotalTransport).value();
  return group.second_partner != kWorldCode || group.customs_procedure != kCustomsCode ||
         group.transport_mode != kTransportCode;
}

}  // namespace karvan::statistics
