#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/agreements/domain/field.h"
#include "services/agreements/domain/resource.h"
#include "services/agreements/domain/values.h"
#include "services/platform/period/period.h"

namespace karvan::agreements {

// A figure that somebody published, to be checked against the data of the office that measured it.
struct Claim {
  static constexpr absl::string_view kCollection = "claims";
  static constexpr absl::string_view kSingular = "claim";

  std::string indicator;  // "turnover", "flow_share", "contracts_value", ...
  std::string flow;       // X, M or T, for the indicators that have one
  std::string reporter;   // the country whose statistics are quoted
  std::string partner;    // the area traded with
  std::optional<Period> period;
  QuotedFigure figure;
  std::string stated_by;
  std::string measured_by;
  std::string forum;  // "forums/{forum}" it was said of
  Source source;

  friend bool operator==(const Claim&, const Claim&) = default;
};

void Validate(const Claim& claim, const Field& field);
std::vector<Reference> ReferencesOf(const Claim& claim);
std::vector<Facet> FacetsOf(const Claim& claim);  // indicator, area (reporter, partner), forum, statement

}  // namespace karvan::agreements
