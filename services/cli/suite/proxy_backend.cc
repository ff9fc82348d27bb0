#include "services/cli/suite/proxy_backend.h"

#include "absl/time/clock.h"

namespace karvan::cli {

void ProxyBackend::CallStarted() {
  MutexLock lock(&mutex_);
  ++calls_;
}

void ProxyBackend::CallEnded() {
  MutexLock lock(&mutex_);
  if (--calls_ == 0) idle_.SignalAll();
}

void ProxyBackend::WaitUntilIdle(absl::Duration timeout) {
  const absl::Time deadline = absl::Now() + timeout;
  MutexLock lock(&mutex_);
  while (calls_ > 0 && absl::Now() < deadline) idle_.WaitFor(&mutex_, deadline - absl::Now());
}

}  // namespace karvan::cli
