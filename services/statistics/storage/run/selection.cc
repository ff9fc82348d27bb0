#include "services/statistics/storage/run/selection.h"

#include <algorithm>

namespace karvan::statistics {
namespace {

// The bits of lengths; those of no code are left out.
uint32_t DigitBits(const std::set<int>& digits) {
  if (digits.empty()) return Selection::kAnyDigits;
  uint32_t bits = 0;
  for (int count : digits) {
    if (count >= 0 && count <= static_cast<int>(Code::kMaxLength)) bits |= uint32_t{1} << count;
  }
  return bits;
}

// The first of some periods that begins in the month or later.
std::set<Period>::const_iterator FirstFrom(const std::set<Period>& periods, int month) {
  const absl::StatusOr<Period> least = Period::FromMonths(month, 1);
  return least.ok() ? periods.lower_bound(*least) : periods.begin();
}

}  // namespace

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
      product_digits(DigitBits(filter.product_digits)),
      periods(filter.periods),
      period_lengths(filter.period_lengths),
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

Selection::Selection(const GroupKey& group, Codes products)
    : reporters(Codes::Of(group.reporter)),
      flows(Codes::Of(group.flow)),
      partners(Codes::Of(group.partner)),
      classifications(Codes::Of(group.classification)),
      second_partners(Codes::Of(group.second_partner)),
      customs_procedures(Codes::Of(group.customs_procedure)),
      transport_modes(Codes::Of(group.transport_mode)),
      products(std::move(products)) {}

bool Selection::Takes(const GroupKey& group) const {
  return reporters.Contains(group.reporter) && flows.Contains(group.flow) &&
         partners.Contains(group.partner) && classifications.Contains(group.classification) &&
         second_partners.Contains(group.second_partner) &&
         customs_procedures.Contains(group.customs_procedure) &&
         transport_modes.Contains(group.transport_mode);
}

bool Selection::TakesPeriod(int first, int month_count) const {
  if (first < first_month || first + month_count > end_month || !TakesLength(month_count)) return false;
  if (periods.empty()) return true;
  const absl::StatusOr<Period> period = Period::FromMonths(first, month_count);
  return period.ok() && periods.count(*period) > 0;
}

bool Selection::TakesYear(int month_count, int year) const {
  return periods.empty() && TakesLength(month_count) && year * 12 >= first_month &&
         year * 12 + 11 + month_count <= end_month;
}

bool Selection::TakesNoneOfYear(int month_count, int year) const {
  if (year * 12 + 11 < first_month || year * 12 + month_count > end_month || !TakesLength(month_count)) {
    return true;
  }
  if (periods.empty()) return false;
  for (auto at = FirstFrom(periods, year * 12); at != periods.end() && at->year() == year; ++at) {
    if (at->month_count() == month_count) return false;
  }
  return true;
}

bool Selection::TakesNoneOfMonths(int first, int end) const {
  if (end <= first_month || first >= end_month) return true;
  if (periods.empty()) return false;
  for (auto at = FirstFrom(periods, first); at != periods.end() && at->first_month() < end; ++at) {
    if (at->end_month() <= end) return false;
  }
  return true;
}

std::optional<GroupPlace> Selection::NextFrom(GroupPlace from) const {
  const std::array<const Codes*, 7> sets = {&reporters,       &flows,           &partners,
                                            &classifications, &second_partners, &customs_procedures,
                                            &transport_modes};
  // What follows a part can always be found again from its least code on, unless a set is empty.
  for (const Codes* set : sets) {
    if (set->none()) return std::nullopt;
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
