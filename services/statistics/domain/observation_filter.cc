#include "services/statistics/domain/observation_filter.h"

namespace karvan::statistics {
namespace {

bool IsOnly(const CodeSet& set, const char* code) {
  return !set.any() && set.codes().size() == 1 && *set.codes().begin() == code;
}

}  // namespace

bool ObservationFilter::Matches(const SeriesKey& key) const {
  return reporters.Contains(key.reporter) && partners.Contains(key.partner) && flows.Contains(key.flow) &&
         classifications.Contains(key.classification) && products.Contains(key.product) &&
         second_partners.Contains(key.second_partner) && customs_procedures.Contains(key.customs_procedure) &&
         transport_modes.Contains(key.transport_mode);
}

bool ObservationFilter::Matches(const Period& period) const {
  return period.first_month() >= first_month && period.end_month() <= end_month &&
         (periods.empty() || periods.count(period) > 0);
}

bool ObservationFilter::AsksForBreakdowns() const {
  return !IsOnly(second_partners, kWorld) || !IsOnly(customs_procedures, kTotalCustoms) ||
         !IsOnly(transport_modes, kTotalTransport);
}

ObservationFilter FilterOf(const SeriesKey& key) {
  ObservationFilter filter;
  filter.reporters = CodeSet::Of({key.reporter});
  filter.partners = CodeSet::Of({key.partner});
  filter.flows = CodeSet::Of({key.flow});
  filter.classifications = CodeSet::Of({key.classification});
  filter.products = CodeSet::Of({key.product});
  filter.second_partners = CodeSet::Of({key.second_partner});
  filter.customs_procedures = CodeSet::Of({key.customs_procedure});
  filter.transport_modes = CodeSet::Of({key.transport_mode});
  return filter;
}

}  // namespace karvan::statistics
