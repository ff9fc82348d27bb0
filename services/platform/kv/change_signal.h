#pragma once

#include <cstdint>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/kv/store.h"
#include "services/platform/sync/mutex.h"

namespace karvan::kv {

// Wakes those who wait for a change of a store when something was written through it.
class ChangeSignal {
 public:
  void Notify();

  // See Store::WaitForChange. Looks at the row at every signal, and each time `poll` is over, for what others
  // write.
  absl::Status WaitForChange(Store& store, absl::string_view key, std::optional<RowVersion> version,
                             absl::Duration timeout, absl::Duration poll);

 private:
  uint64_t Count();
  void WaitBeyond(uint64_t count, absl::Duration timeout);

  Mutex mutex_;
  CondVar changed_;
  uint64_t count_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace karvan::kv
