#include "services/statistics/storage/aggregate/aggregate_names.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"

namespace karvan::statistics {
namespace {

const char* Words(Valuation valuation) {
  switch (valuation) {
    case Valuation::kNotStated:
      return "not stated";
    case Valuation::kCif:
      return "CIF";
    case Valuation::kFob:
      return "FOB";
  }
  return "";
}

absl::Status MixedError(absl::string_view what, const std::string& one, const std::string& other,
                        absl::string_view advice) {
  return Error(absl::StatusCode::kFailedPrecondition, "AGGREGATE_MIXED",
               absl::StrCat("a sum would mix ", what, "s, ", one, " and ", other, ": ", advice),
               {{"differs", std::string(what)}, {"values", absl::StrCat(one, ", ", other)}});
}

}  // namespace

AggregateNames::AggregateNames(const std::vector<Dimension>& group_by, const AggregateRules& rules)
    : rules_(rules) {
  for (Dimension dimension : group_by) {
    if (dimension != Dimension::kProduct) grouped_[static_cast<size_t>(dimension)] = true;
  }
}

uint32_t AggregateNames::PrefixOf(const GroupKey& group) {
  GroupCodes codes = {group.reporter,       group.flow,           group.partner,
                      group.classification, group.second_partner, group.customs_procedure,
                      group.transport_mode};
  for (size_t i = 0; i < codes.size(); ++i) {
    if (!grouped_[i]) codes[i] = Code();
  }
  if (!prefixes_.empty() && prefixes_.back() == codes) return static_cast<uint32_t>(prefixes_.size() - 1);
  const auto [at, added] = prefix_numbers_.try_emplace(codes, prefixes_.size());
  if (added) prefixes_.push_back(codes);
  return at->second;
}

uint16_t AggregateNames::KindOf(const GroupKey& group, Valuation valuation) {
  CellKind kind;
  if (rules_.one_reporter()) kind.reporter = group.reporter;
  if (rules_.one_flow()) kind.flow = group.flow;
  if (rules_.one_classification()) kind.classification = group.classification;
  if (rules_.one_valuation()) kind.valuation = valuation;
  const auto number = static_cast<size_t>(std::find(kinds_.begin(), kinds_.end(), kind) - kinds_.begin());
  if (number == kinds_.size()) kinds_.push_back(kind);
  return static_cast<uint16_t>(number);
}

absl::Status AggregateNames::Mixed(uint16_t one, uint16_t other) const {
  const CellKind& a = kinds_[one];
  const CellKind& b = kinds_[other];
  if (a.reporter != b.reporter) {
    return MixedError("reporter", a.reporter.ToString(), b.reporter.ToString(),
                      "group by reporter or name one in the filter");
  }
  if (a.flow != b.flow) {
    return MixedError("flow", a.flow.ToString(), b.flow.ToString(),
                      "group by flow or name the flows in the filter");
  }
  if (a.classification != b.classification) {
    return MixedError("classification", a.classification.ToString(), b.classification.ToString(),
                      "group by classification, name one in the filter, or allow it in allow_mixed");
  }
  return MixedError("valuation", Words(a.valuation), Words(b.valuation),
                    "narrow the filter or the grouping, or allow it in allow_mixed");
}

uint16_t AggregateNames::UnitOf(absl::string_view unit) {
  const auto known = unit_numbers_.find(unit);
  if (known != unit_numbers_.end()) return known->second;
  if (units_.size() == kMixedUnits) return kMixedUnits;  // more than there are numbers
  const auto number = static_cast<uint16_t>(units_.size());
  unit_numbers_.emplace(unit, number);
  units_.emplace_back(unit);
  return number;
}

}  // namespace karvan::statistics
