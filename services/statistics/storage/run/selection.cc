#include "services/statistics/storage/run/selection.h"

#include <algorithm>

namespace karvan::statistics {
Codes Codes::Of(std::vector<Code> codes) {
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  Codes of;
  of.codes_ = std::move(codes);
  return of;
}

Codes Codes::Of(const CodeSet& set) {
  if (set.any()) return Any();
  std::vector<Code> codes;
  for (const std::string& text : set.codes()) {
    if (const std::optional<Code> code = Code::Parse(text)) codes.push_back(*code);
  }
  return Of(std::move(codes));
}

bool Codes::Contains(Code code) const {
  return any() || std::binary_search(codes_->begin(), codes_->end(), code);
}

std::optional<uint64_t> Codes::LeastFrom(uint64_t bits) const {
  if (any()) return bits;
  const auto at = std::lower_bound(codes_->begin(), codes_->end(), bits,
                                   [](Code code, uint64_t bits) { return code.bits() < bits; });
  if (at == codes_->end()) return std::nullopt;
  return at->bits();
}

GroupPlace PlaceOf(const GroupKey& group) {
  return {group.reporter.bits(),       group.flow.bits(),           group.partner.bits(),
          group.classification.bits(), group.second_partner.bits(), group.customs_procedure.bits(),
          group.transport_mode.bits()};
}

Selection::Selection(const ObservationFilter& filter)
    : reporters(Codes::Of(filter.reporters)),
      flows(Codes::Of(filter.flows)),
      partners(Codes::Of(filter.partners)),
      classifications(Codes::Of(filter.classifications)),
      second_partners(Codes::Of(filter.second_partners)),
      customs_procedures(Codes::Of(filter.customs_procedures)),
      transport_modes(Codes::Of(filter.transport_modes)),
      products(Codes::Of(filter.products)),
      periods(filter.periods),
      first_month(filter.first_month),
      end_month(filter.end_month) {}

Selection::Selection(const Scope& scope) : first_month(scope.first_month), end_month(scope.end_month) {
  auto any_if_empty = [](const std::vector<Code>& codes) {
    return codes.empty() ? Codes::Any() : Codes::Of(codes);
  };
  reporters = any_if_empty(scope.reporters);
  flows = any_if_empty(scope.flows);
  partners = any_if_empty(scope.partners);
  classifications = any_if_empty(scope.classifications);
  products = any_if_empty(scope.products);
}

bool Selection::Takes(const GroupKey& group) const {
  return reporters.Contains(group.reporter) && flows.Contains(group.flow) &&
         partners.Contains(group.partner) && classifications.Contains(group.classification) &&
         second_partners.Contains(group.second_partner) &&
         customs_procedures.Contains(group.customs_procedure) &&
         transport_modes.Contains(group.transport_mode);
}

bool Selection::TakesPeriod(int first, int month_count) const {
  if (first < first_month || first + month_count > end_month) return false;
  if (periods.empty()) return true;
  const absl::StatusOr<Period> period = Period::FromMonths(first, month_count);
  return period.ok() && periods.count(*period) > 0;
}

bool Selection::TakesYear(int month_count, int year) const {
  return periods.empty() && year * 12 >= first_month && year * 12 + 11 + month_count <= end_month;
}

bool Selection::TakesNoneOfYear(int month_count, int year) const {
  if (year * 12 + 11 < first_month || year * 12 + month_count > end_month) return true;
  return !periods.empty() && std::none_of(periods.begin(), periods.end(), [&](const Period& period) {
    return period.year() == year && period.month_count() == month_count;
  });
}

bool Selection::TakesNoneOfMonths(int first, int end) const {
  if (end <= first_month || first >= end_month) return true;
  return !periods.empty() && std::none_of(periods.begin(), periods.end(), [&](const Period& period) {
    return period.first_month() >= first && period.end_month() <= end;
  });
}

std::optional<GroupPlace> Selection::NextFrom(GroupPlace from) const {
  const std::array<const Codes*, 7> sets = {&reporters,       &flows,           &partners,
                                            &classifications, &second_partners, &customs_procedures,
                                            &transport_modes};
  // What follows a part can always be found again from its least code on, unless a set is empty.
  for (const Codes* set : sets) {
    if (!set->any() && set->codes().empty()) return std::nullopt;
  }
  for (int part = 0; part < 7; ++part) {
    const std::optional<uint64_t> least = sets[part]->LeastFrom(from[part]);
    if (least && *least == from[part]) continue;
    if (least) {
      from[part] = *least;
    } else if (part > 0) {
      ++from[part - 1];  // nothing follows here: look behind the part before, once more
    } else {
      return std::nullopt;
    }
    const int first = least ? part + 1 : part;
    std::fill(from.begin() + first, from.end(), 0);
    if (!least) part -= 2;
  }
  return from;
}

}  // namespace karvan::statistics
