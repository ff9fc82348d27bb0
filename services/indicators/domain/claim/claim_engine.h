#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/claim/claim_check.h"
#include "services/indicators/domain/indicator/bilateral_trade.h"
#include "services/indicators/domain/indicator/liveness.h"
#include "services/indicators/domain/registry/agreement.h"
#include "services/indicators/domain/registry/claim.h"

namespace karvan::indicators {

// All that claims are checked with. A claim uses the trades of its own reporter and partner, each dataset
// apart, and the agreements of its own forum.
struct Evidence {
  std::vector<BilateralTrade> trades;
  std::vector<Agreement> agreements;
  std::vector<Claim> other_claims;  // about the same areas: levels that others may follow from
  CheckAlive check_alive = [] { return absl::OkStatus(); };
};

// Checks claims by the rules of CLAIMS.md; one check a claim, in their order. What is too large to
// compute with is not computable. Fails with INVALID_ARGUMENT when the year before cannot be reckoned, and
// with the error of `check_alive`, which is asked for each claim and dataset.
absl::StatusOr<std::vector<ClaimCheck>> CheckClaims(const std::vector<Claim>& claims,
                                                    const Evidence& evidence);

}  // namespace karvan::indicators
