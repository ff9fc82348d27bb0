#pragma once

#include "absl/status/statusor.h"
#include "karvan/agreements/v1/agreement.pb.h"
#include "karvan/agreements/v1/claim.pb.h"
#include "karvan/agreements/v1/forum.pb.h"
#include "karvan/agreements/v1/party.pb.h"
#include "karvan/agreements/v1/target.pb.h"
#include "services/indicators/domain/registry/agreement.h"
#include "services/indicators/domain/registry/claim.h"
#include "services/indicators/domain/registry/forum.h"
#include "services/indicators/domain/registry/target.h"

// The registry's resources as the domain knows them. Of texts in several languages, the English one, else
// the first. INVALID_ARGUMENT when a number or a period cannot be read.
namespace karvan::indicators {

absl::StatusOr<Claim> ReadResource(const agreements::v1::Claim& claim);
absl::StatusOr<Target> ReadResource(const agreements::v1::Target& target);
absl::StatusOr<Forum> ReadResource(const agreements::v1::Forum& forum);
absl::StatusOr<Agreement> ReadResource(const agreements::v1::Agreement& agreement);
absl::StatusOr<Party> ReadResource(const agreements::v1::Party& party);

}  // namespace karvan::indicators
