#pragma once

#include "karvan/indicators/v1/claim_check.pb.h"
#include "services/indicators/domain/claim/claim_check.h"

namespace karvan::indicators {

// Lists the observations that figures were made of only when they are asked for.
v1::ClaimCheck ToProto(const ClaimCheck& check, bool include_lineage);

}  // namespace karvan::indicators
