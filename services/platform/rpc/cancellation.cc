#include "services/platform/rpc/cancellation.h"

#include <utility>

namespace karvan::rpc {

void Cancellation::Cancel() {
  MutexLock lock(&mutex_);
  if (cancelled_) return;
  cancelled_ = true;
  // Under the lock, so that OnCancel's destructor waits.
  for (const auto& [id, callback] : callbacks_) callback();
}

bool Cancellation::Cancelled() const {
  MutexLock lock(&mutex_);
  return cancelled_;
}

int64_t Cancellation::Add(std::function<void()> callback) {
  MutexLock lock(&mutex_);
  if (cancelled_) callback();
  const int64_t id = next_id_++;
  callbacks_.emplace(id, std::move(callback));
  return id;
}

void Cancellation::Remove(int64_t id) {
  MutexLock lock(&mutex_);
  callbacks_.erase(id);
}

OnCancel::OnCancel(Cancellation& cancellation, std::function<void()> callback)
    : cancellation_(cancellation), id_(cancellation.Add(std::move(callback))) {}

OnCancel::~OnCancel() { cancellation_.Remove(id_); }

}  // namespace karvan::rpc
