#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace karvan::auth {

// Who makes a call, and what they may do.
struct Identity {
  std::string name;
  // Exact ("statistics.releases.write"), everything under a prefix ("statistics.*"), or all ("*").
  std::vector<std::string> permissions;

  // True if one of the permissions covers `permission`, which is exact.
  bool Has(absl::string_view permission) const;
};

}  // namespace karvan::auth
