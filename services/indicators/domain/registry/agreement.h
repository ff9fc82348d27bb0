#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/indicators/domain/figure/quoted_figure.h"

namespace karvan::indicators {

// A party's place in the registry.
struct Party {
  std::string name;  // "parties/{party}"
  std::string title;
  std::string country;  // ISO 3166-1 alpha-3
  bool state = false;
};

// Something agreed in writing.
struct Agreement {
  std::string name;  // "agreements/{agreement}"
  std::string title;
  std::string signature_date;             // as exactly as it is known
  std::string forum;                      // "forums/{forum}" it was concluded at
  std::vector<std::string> participants;  // "parties/{party}"
  std::optional<QuotedFigure> value;
};

}  // namespace karvan::indicators
