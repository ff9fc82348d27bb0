#pragma once

#include <cstdint>
#include <functional>
#include <map>

#include "absl/base/thread_annotations.h"
#include "services/platform/sync/mutex.h"

namespace karvan::rpc {

// Tells the work of a call that nobody waits for its answer any more. Thread-safe.
class Cancellation {
 public:
  // Calls what is registered, once; later calls do nothing.
  void Cancel();
  bool Cancelled() const;

 private:
  friend class OnCancel;
  int64_t Add(std::function<void()> callback);
  void Remove(int64_t id);

  mutable Mutex mutex_;
  bool cancelled_ ABSL_GUARDED_BY(mutex_) = false;
  int64_t next_id_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<int64_t, std::function<void()>> callbacks_ ABSL_GUARDED_BY(mutex_);
};

// While it lives, `callback` is called on cancellation (at once, when that was before). Its destructor
// waits for a callback under way. The callback must be short and must not touch the Cancellation.
class OnCancel {
 public:
  OnCancel(Cancellation& cancellation, std::function<void()> callback);
  ~OnCancel();
  OnCancel(const OnCancel&) = delete;
  OnCancel& operator=(const OnCancel&) = delete;

 private:
  Cancellation& cancellation_;
  const int64_t id_;
};

}  // namespace karvan::rpc
