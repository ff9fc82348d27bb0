#pragma once

#include "karvan/indicators/v1/claim_check.pb.h"
#include "services/indicators/domain/claim/claim_check.h"

namespace karvan::indicators {

// With the observations that the computed figure was made of.
v1::ClaimCheck ToProto(const ClaimCheck& check);

}  // namespace karvan::indicators
