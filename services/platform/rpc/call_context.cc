#include "services/platform/rpc/call_context.h"

#include "absl/time/clock.h"

namespace karvan::rpc {

absl::Status CallContext::CheckAlive() const {
  // gRPC also cancels a call whose deadline passes, so the deadline is asked first.
  if (absl::Now() >= values_.deadline) {
    return absl::DeadlineExceededError("the deadline of the call has passed");
  }
  if (cancellation_.Cancelled()) return absl::CancelledError("the call was cancelled");
  return absl::OkStatus();
}

}  // namespace karvan::rpc
