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

// A figure that parties said they want to reach.
struct Target {
  static constexpr absl::string_view kCollection = "targets";
  static constexpr absl::string_view kSingular = "target";

  std::string indicator;                  // "turnover"
  std::string reporter;                   // the country whose statistics count; empty when not stated
  std::vector<std::string> areas;         // the two countries, in alphabetical order
  QuotedFigure figure;                    // a year
  std::optional<Period> deadline;         // a calendar year
  std::vector<std::string> announced_by;  // "parties/{party}"
  std::optional<PartialDate> announce_date;
  std::string forum;     // "forums/{forum}" at which it was announced
  std::string restates;  // "targets/{target}": an earlier one that this one only repeats
  std::vector<Source> sources;

  friend bool operator==(const Target&, const Target&) = default;
};

void Validate(const Target& target, const Field& field);
std::vector<Reference> ReferencesOf(const Target& target);
std::vector<Facet> FacetsOf(const Target& target);  // indicator, area

}  // namespace karvan::agreements
