#include "services/platform/rpc/client_call.h"

#include <algorithm>

#include "absl/time/clock.h"

namespace karvan::rpc {

void PrepareClientContext(const CallContext& call, absl::Duration timeout, grpc::ClientContext& context) {
  context.AddMetadata("x-request-id", call.request_id());
  const absl::Time deadline = std::min(call.deadline(), absl::Now() + timeout);
  // An infinite deadline is gRPC's default, and has no form in its clock.
  if (deadline != absl::InfiniteFuture()) context.set_deadline(absl::ToChronoTime(deadline));
}

}  // namespace karvan::rpc
