#include "services/platform/auth/identity.h"

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace karvan::auth {
namespace {

bool Covers(absl::string_view granted, absl::string_view permission) {
  if (granted == "*") return true;
  // "statistics.*" covers what begins with "statistics.", and not "statistics" itself.
  if (absl::EndsWith(granted, ".*")) return absl::StartsWith(permission, absl::StripSuffix(granted, "*"));
  return granted == permission;
}

}  // namespace

bool Identity::Has(absl::string_view permission) const {
  for (const std::string& granted : permissions) {
    if (Covers(granted, permission)) return true;
  }
  return false;
}

}  // namespace karvan::auth
