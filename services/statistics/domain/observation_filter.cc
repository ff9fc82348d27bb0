#include "services/statistics/domain/observation_filter.h"

#include <algorithm>

#include "services/statistics/domain/group_key.h"
#include "services/statistics/domain/product_level.h"

namespace karvan::statistics {
namespace {

bool IsOnly(const CodeSet& set, const char* code) {
  return !set.any() && set.ranges().empty() && set.codes().size() == 1 && *set.codes().begin() == code;
}

}  // namespace

bool CodeSet::Contains(const std::string& text) const {
  if (any() || codes_->count(text) > 0) return true;
  const std::optional<Code> code = Code::Parse(text);
  return code && std::any_of(ranges_.begin(), ranges_.end(),
                             [&](const CodeRange& range) { return range.Contains(*code); });
}

bool ObservationFilter::Matches(const SeriesKey& key) const {
  return reporters.Contains(key.reporter) && partners.Contains(key.partner) && flows.Contains(key.flow) &&
         classifications.Contains(key.classification) && products.Contains(key.product) &&
         second_partners.Contains(key.second_partner) && customs_procedures.Contains(key.customs_procedure) &&
         transport_modes.Contains(key.transport_mode) &&
         (product_digits.empty() ||
          product_digits.count(LevelOf(Code::Parse(key.product).value_or(Code()))) > 0);
}

bool ObservationFilter::Matches(const Period& period) const {
  return period.first_month() >= first_month && period.end_month() <= end_month &&
         (periods.empty() || periods.count(period) > 0) &&
         (period_lengths.empty() || period_lengths.count(period.month_count()) > 0);
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
