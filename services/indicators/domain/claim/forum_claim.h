#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/claim/claim_check.h"
#include "services/indicators/domain/registry/agreement.h"
#include "services/indicators/domain/registry/claim.h"

namespace karvan::indicators {

// Whether the claim is one about a forum, not about trade.
bool IsForumClaim(const Claim& claim);

// What the register says of it. `agreements` are those of the claim's forum. Of them, contracts count whose
// value covers the whole of them. They may be incomplete, so that they can confirm a sum, and refute one that
// they exceed, but none that they fall short of.
absl::StatusOr<Finding> CheckForumClaim(const Claim& claim, const std::vector<Agreement>& agreements);

}  // namespace karvan::indicators
