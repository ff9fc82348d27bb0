#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/indicators/domain/figure/quoted_figure.h"
#include "services/platform/period/period.h"

namespace karvan::indicators {

// A figure that parties said they want to reach.
struct Target {
  std::string name;  // "targets/{target}"
  std::string indicator;
  std::string reporter;            // whose statistics count; empty when not stated
  std::vector<std::string> areas;  // the two that it is about
  QuotedFigure figure;             // a year
  std::optional<Period> deadline;  // a year
  std::string announce_date;       // as exactly as it is known
  std::string restates;            // "targets/{target}" that this one only repeats
};

}  // namespace karvan::indicators
