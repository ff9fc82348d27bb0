#pragma once

#include <optional>
#include <string>

#include "services/indicators/domain/figure/quoted_figure.h"
#include "services/platform/period/period.h"

namespace karvan::indicators {

// A figure that somebody published, as the agreements service keeps it.
struct Claim {
  std::string name;       // "claims/{claim}"
  std::string indicator;  // of the catalogue, or kContractsValue, kParticipants
  std::string flow;       // "X", "M", "T", or empty
  std::string reporter;   // whose statistics are quoted; empty when nobody's are
  std::string partner;
  std::optional<Period> period;
  QuotedFigure figure;
  std::string stated_by;
  std::string forum;      // "forums/{forum}", when it was said of one
  std::string statement;  // a figure never confirms another of the same statement
};

// What is claimed of forums.
inline constexpr char kContractsValue[] = "contracts_value";
inline constexpr char kParticipants[] = "participants";

}  // namespace karvan::indicators
