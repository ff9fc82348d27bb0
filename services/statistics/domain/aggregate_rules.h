#pragma once

#include <optional>

#include "services/statistics/domain/aggregation.h"
#include "services/statistics/domain/code.h"
#include "services/statistics/domain/group_key.h"

namespace karvan::statistics {

// The parts of a cell that may be the office's own total of what is summed, as bits.
inline constexpr int kTotalPartner = 1;
inline constexpr int kTotalProductPart = 2;
inline constexpr int kTotalPeriod = 4;

// Which cells of a filter count in a sum, as parts or as the office's own totals, and what must be alike in
// the cells of a row. Made from an aggregation that was checked.
class AggregateRules {
 public:
  // `compilation`: a dataset of many offices' figures, whose reporters may be summed.
  AggregateRules(const Aggregation& aggregation, const ObservationFilter& filter, bool compilation);

  // What the cells of a group are: 0 parts, kTotalPartner; nothing when they do not count.
  std::optional<int> PartOf(const GroupKey& group) const;
  // What the cells of a product are: 0 parts, kTotalProductPart; nothing when they do not count.
  std::optional<int> PartOf(Code product) const;
  // The level that all products must have to be parts; nothing when the level does not matter.
  std::optional<int> level() const { return level_; }

  // The product of the row of a product that counts.
  Code RowProduct(Code product) const {
    if (!by_product_) return Code();
    return digits_ == 0 ? product : product.Prefix(static_cast<size_t>(digits_));
  }
  bool by_product() const { return by_product_; }

  // What must be alike in all cells of a row.
  bool one_reporter() const { return one_reporter_; }
  bool one_flow() const { return one_flow_; }
  bool one_classification() const { return one_classification_; }
  bool one_valuation() const { return one_valuation_; }

 private:
  Code world_;
  bool leave_out_world_reporter_ = false;
  bool leave_out_world_partner_ = false;
  bool world_partner_is_total_ = false;
  bool by_product_ = false;
  int digits_ = 0;
  std::optional<int> level_;
  std::optional<int> total_level_;
  bool one_reporter_ = false;
  bool one_flow_ = false;
  bool one_classification_ = false;
  bool one_valuation_ = false;
};

}  // namespace karvan::statistics
