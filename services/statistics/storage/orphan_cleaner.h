#pragma once

#include "absl/status/status.h"
#include "services/platform/kv/store.h"

namespace karvan::statistics {

// Drops what crashes left behind: runs that no draft and no published release names. To be called before
// serving, when nobody imports into the store.
absl::Status CleanOrphans(kv::Store& store);

}  // namespace karvan::statistics
