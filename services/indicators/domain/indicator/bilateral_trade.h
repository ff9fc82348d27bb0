#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/indicators/domain/figure/observation.h"
#include "services/platform/period/period.h"

namespace karvan::indicators {

// What one office publishes.
struct Dataset {
  std::string name;  // "datasets/{dataset}"
  std::string display_name;
  std::string provider;
  bool merchandise_trade = false;
  std::vector<std::string> reporters;  // empty for a compilation of many offices' figures
  std::string currency;

  // Whether these are the figures of `area` alone, as its own office measures them.
  bool IsNationalOf(absl::string_view area) const {
    return merchandise_trade && reporters.size() == 1 && absl::string_view(reporters[0]) == area;
  }
};

// The trade of one area with another in one product, as one dataset has it at one snapshot: all that an
// indicator may use, so that two offices' figures cannot be mixed.
class BilateralTrade {
 public:
  struct Scope {
    Dataset dataset;
    std::string reporter;
    std::string partner;
    std::string classification = "HS";
    std::string product = "TOTAL";
    int64_t snapshot = 0;
  };

  // Observations outside the scope are left out; of several of one cell the last counts.
  BilateralTrade(Scope scope, std::vector<Observation> observations);

  const Scope& scope() const { return scope_; }
  CellKey Key(Flow flow, const Period& period) const;

  // Null when the dataset has no such cell; a cell may be without a figure.
  const Observation* Find(Flow flow, const Period& period) const;

  // The cell of that period when it has a figure, else null.
  const Observation* FindFigure(Flow flow, const Period& period) const;

  // The cells of a flow whose period starts in one of the months from `first_month` to before `end_month`,
  // by period: what lies elsewhere costs nothing.
  absl::Span<const Observation* const> StartingIn(Flow flow, int first_month, int end_month) const;

  // The periods that have a cell with a figure and lie within those months, in order.
  std::vector<Period> PeriodsWithin(int first_month, int end_month) const;

  // The calendar years in which a period with a figure ends, in order.
  std::vector<int> Years() const;

  // The same without what was taken from `statement`.
  BilateralTrade Without(absl::string_view statement) const;

 private:
  Scope scope_;
  std::shared_ptr<const std::vector<Observation>> observations_;  // copies of a trade share them
  std::vector<const Observation*> cells_;                         // by flow, then by period
};

}  // namespace karvan::indicators
