#pragma once

#include "absl/status/status.h"
#include "services/cli/client/client.h"
#include "services/cli/seed/load_observer.h"
#include "services/cli/seed/seed.h"

namespace karvan::cli {

// Publishes a release of a seed folder, unless a published release of its dataset holds the same files.
// Drafts that an interrupted load of it left behind are abandoned first; when a file has rows that cannot be
// read, the new draft is abandoned too and the error is FAILED_PRECONDITION.
absl::Status LoadRelease(Client& client, const SeedRelease& release, LoadObserver& observer);

}  // namespace karvan::cli
