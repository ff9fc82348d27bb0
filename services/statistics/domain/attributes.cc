#include "services/statistics/domain/attributes.h"

namespace karvan::statistics {

Attributes Attributes::Of(const Measures& measures) {
  Attributes attributes;
  attributes.deleted = measures.deleted;
  attributes.unit_multiplier = measures.unit_multiplier;
  attributes.valuation = measures.valuation;
  attributes.qualifier = measures.qualifier;
  attributes.quantity_unit = measures.quantity_unit;
  attributes.status = measures.status;
  attributes.confidentiality = measures.confidentiality;
  attributes.statement = measures.statement;
  return attributes;
}

void Attributes::ApplyTo(Measures& measures) const {
  measures.deleted = deleted;
  measures.unit_multiplier = unit_multiplier;
  measures.valuation = valuation;
  measures.qualifier = qualifier;
  measures.quantity_unit = quantity_unit;
  measures.status = status;
  measures.confidentiality = confidentiality;
  measures.statement = statement;
}

}  // namespace karvan::statistics
