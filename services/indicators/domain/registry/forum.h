#pragma once

#include <string>
#include <vector>

namespace karvan::indicators {

// An event at which parties met.
struct Forum {
  std::string name;  // "forums/{forum}"
  std::string title;
  std::string country;               // it was held in
  std::string first_date;            // as exactly as it is known
  std::vector<std::string> parties;  // "parties/{party}": hosts and those with a delegation
};

}  // namespace karvan::indicators
