#include "services/platform/kv/change_signal.h"

#include <algorithm>
#include <memory>

#include "services/platform/kv/deadline.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {

void ChangeSignal::Notify() {
  MutexLock lock(&mutex_);
  ++count_;
  changed_.SignalAll();
}

absl::Status ChangeSignal::WaitForChange(Store& store, absl::string_view key,
                                         std::optional<RowVersion> version, absl::Duration timeout,
                                         absl::Duration poll) {
  const Deadline deadline(timeout);
  while (true) {
    const uint64_t count = Count();
    KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<View> view, store.OpenView());
    KARVAN_ASSIGN_OR_RETURN(std::optional<Entry> row, view->Get(key));
    view.reset();
    const bool is_same = row.has_value() ? version == row->version : !version.has_value();
    const absl::Duration left = deadline.Left();
    if (!is_same || left <= absl::ZeroDuration()) return absl::OkStatus();
    WaitBeyond(count, std::min(left, poll));
  }
}

uint64_t ChangeSignal::Count() {
  MutexLock lock(&mutex_);
  return count_;
}

void ChangeSignal::WaitBeyond(uint64_t count, absl::Duration timeout) {
  const Deadline deadline(timeout);
  MutexLock lock(&mutex_);
  while (count_ == count && changed_.WaitFor(&mutex_, deadline.Left())) {
  }
}

}  // namespace karvan::kv
