#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/cli/client/client.h"
#include "services/cli/seed/load_observer.h"
#include "services/cli/seed/seed.h"

namespace karvan::cli {

// Publishes the releases of a seed folder in their order, those left out that are published already; each
// published release stands for at most one of the folder. Drafts that an interrupted load left behind are
// abandoned first; when a file has rows that cannot be read, the new draft is abandoned too and the error is
// FAILED_PRECONDITION. Stops at the first error.
absl::Status LoadReleases(Client& client, const std::vector<SeedRelease>& releases, LoadObserver& observer);

}  // namespace karvan::cli
