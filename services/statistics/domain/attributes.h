#pragma once

#include <compare>
#include <string>
#include <utility>

#include "services/statistics/domain/observation.h"

namespace karvan::statistics {

// What is said of a figure beside its numbers; see Measures.
struct Attributes {
  bool deleted = false;  // the release took the cell away; it has no numbers
  int unit_multiplier = 0;
  Valuation valuation = Valuation::kNotStated;
  Qualifier qualifier = Qualifier::kNone;
  std::string quantity_unit;
  std::string status = "A";
  std::string confidentiality = "F";
  std::string statement;

  static Attributes Of(const Measures& measures);
  // Sets what it says in `measures`; their numbers stay.
  void ApplyTo(Measures& measures) const;

  friend auto operator<=>(const Attributes&, const Attributes&) = default;
  friend bool operator==(const Attributes&, const Attributes&) = default;

  template <typename H>
  friend H AbslHashValue(H state, const Attributes& a) {
    return H::combine(std::move(state), a.deleted, a.unit_multiplier, a.valuation, a.qualifier,
                      a.quantity_unit, a.status, a.confidentiality, a.statement);
  }
};

}  // namespace karvan::statistics
