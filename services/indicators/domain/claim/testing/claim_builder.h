#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "services/indicators/domain/registry/claim.h"

namespace karvan::indicators::testing {

inline QuotedFigure Figure(absl::string_view value, absl::string_view unit, int multiplier = 0,
                           Qualifier qualifier = Qualifier::kNone) {
  return {.value = *Decimal::Parse(value),
          .upper_value = std::nullopt,
          .qualifier = qualifier,
          .unit = std::string(unit),
          .unit_multiplier = multiplier,
          .text = ""};
}

// A claim of Tajikistan's figures on its trade with Kazakhstan, of statement "forum-report".
inline Claim TajikClaim(absl::string_view id, absl::string_view indicator, absl::string_view flow,
                        absl::string_view period, QuotedFigure figure) {
  return {.name = "claims/" + std::string(id),
          .indicator = std::string(indicator),
          .flow = std::string(flow),
          .reporter = "TJK",
          .partner = "KAZ",
          .period = *Period::Parse(period),
          .figure = std::move(figure),
          .stated_by = "Report of the forum",
          .forum = "",
          .statement = "forum-report"};
}

}  // namespace karvan::indicators::testing
