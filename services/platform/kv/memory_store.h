#pragma once

#include <memory>

#include "absl/time/time.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/restore.h"
#include "services/platform/kv/store.h"

namespace karvan::kv {

// A store in memory, for tests and for `karvan serve --ephemeral`. Gone with the process. `clock`, which must
// outlive it, tells the age of views.
std::unique_ptr<Store> NewMemoryStore(const Clock& clock = SystemClock::Instance(),
                                      absl::Duration view_lifetime = Capabilities().view_lifetime);

// A store in memory to restore a backup into.
StoreInRestore RestoreMemoryStore(const Clock& clock);

}  // namespace karvan::kv
