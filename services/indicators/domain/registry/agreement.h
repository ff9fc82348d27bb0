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
  bool contract = false;                  // a commercial one; no memorandum, framework, treaty or loan
  std::optional<QuotedFigure> value;
  bool whole_value = false;  // the value covers the whole agreement: not a year of it, not a ceiling
};

// What a contract is worth as a whole: what may be added up to the worth of contracts. Null for any other
// agreement, and when the value is not stated or covers something else.
inline const QuotedFigure* ContractValue(const Agreement& agreement) {
  const bool counts = agreement.contract && agreement.value && agreement.whole_value;
  return counts ? &*agreement.value : nullptr;
}

}  // namespace karvan::indicators
