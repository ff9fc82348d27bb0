#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/cli/client/client.h"

namespace karvan::cli {

// All that the agreements service lists of each kind, deleted ones apart.
absl::StatusOr<std::vector<agreements::v1::Agreement>> ListAgreements(Client& client);
absl::StatusOr<std::vector<agreements::v1::Forum>> ListForums(Client& client);
absl::StatusOr<std::vector<agreements::v1::Target>> ListTargets(Client& client);
absl::StatusOr<std::vector<agreements::v1::Party>> ListParties(Client& client);
absl::StatusOr<std::vector<agreements::v1::Claim>> ListClaims(Client& client);

}  // namespace karvan::cli
