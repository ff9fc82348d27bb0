#pragma once

#include "absl/status/status.h"
#include "services/platform/kv/store.h"

namespace karvan::statistics {

// Drops what crashes left behind: runs that no release names, published or not. To be called before
// serving, when nobody imports into the store.
absl::Status CleanOrphans(kv::Store& store);

}  // namespace karvan::statistics
