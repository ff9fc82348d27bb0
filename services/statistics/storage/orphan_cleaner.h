#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/platform/kv/store.h"

namespace karvan::statistics {

// Drops what crashes and time left behind: runs that no draft and no published release names, and answers to
// requests that are no longer kept. To be called before serving, when nobody imports into the store.
absl::Status CleanOrphans(kv::Store& store, absl::Time now);

}  // namespace karvan::statistics
