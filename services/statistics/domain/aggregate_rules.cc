#include "services/statistics/domain/aggregate_rules.h"

#include <algorithm>

#include "services/statistics/domain/codes.h"
#include "services/statistics/domain/product_level.h"

namespace karvan::statistics {
namespace {

constexpr int kUsualLevel = 6;  // the finest that is alike in all countries

// True unless the World is named: it is the total of the others.
bool LeavesOutWorld(const CodeSet& areas) { return areas.any() || areas.codes().count(kWorld) == 0; }

}  // namespace

AggregateRules::AggregateRules(const Aggregation& aggregation, const ObservationFilter& filter,
                               bool compilation)
    : world_(Code::Parse(kWorld).value()),
      leave_out_world_reporter_(LeavesOutWorld(filter.reporters)),
      leave_out_world_partner_(LeavesOutWorld(filter.partners)),
      by_product_(aggregation.GroupsBy(Dimension::kProduct)),
      digits_(aggregation.product_digits),
      one_reporter_(!compilation),
      one_flow_(filter.flows.any()),
      one_classification_(!aggregation.allow_mixed_classifications),
      one_valuation_(aggregation.value && !aggregation.allow_mixed_valuations) {
  const bool as_stored = by_product_ && digits_ == 0;
  if (aggregation.sum_level != 0) {
    level_ = aggregation.sum_level;
  } else if (!filter.products.OneByOne() && !as_stored) {
    const std::set<int>& asked = filter.product_digits;
    level_ = asked.size() == 1 ? *asked.begin() : std::max(kUsualLevel, digits_);
  }
  if (!aggregation.include_reported) return;
  world_partner_is_total_ = filter.partners.any() && !aggregation.GroupsBy(Dimension::kPartner);
  if (!level_ || !filter.products.any()) return;
  if (!by_product_) {
    total_level_ = 0;
  } else if (digits_ != 0 && digits_ < *level_) {
    total_level_ = digits_;
  }
}

std::optional<int> AggregateRules::PartOf(const GroupKey& group) const {
  if (leave_out_world_reporter_ && group.reporter == world_) return std::nullopt;
  if (!leave_out_world_partner_ || group.partner != world_) return 0;
  if (world_partner_is_total_) return kTotalPartner;
  return std::nullopt;
}

std::optional<int> AggregateRules::PartOf(Code product) const {
  if (!level_) return 0;
  const int level = LevelOf(product);
  if (level == *level_) return 0;
  if (total_level_ && level == *total_level_) return kTotalProductPart;
  return std::nullopt;
}

}  // namespace karvan::statistics
