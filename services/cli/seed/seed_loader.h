#pragma once

#include "absl/status/status.h"
#include "services/cli/client/client.h"
#include "services/cli/seed/load_observer.h"
#include "services/cli/seed/seed.h"

namespace karvan::cli {

// Brings a suite to what a seed folder says, through the public calls, in the order that SEED.md gives; what
// is there already is left alone, so a load can be repeated. Stops at the first error.
absl::Status LoadSeed(Client& client, const Seed& seed, LoadObserver& observer);

}  // namespace karvan::cli
