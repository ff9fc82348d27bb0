#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/rpc/client_call.h"
#include "services/platform/task/task.h"

namespace karvan::indicators {

// Asks for page after page of a list and hands each to `take`, an absl::Status(const Response&). `start`
// is as with rpc::CallUnary. Ends with the first error.
template <typename Response, typename Request, typename StartCall, typename Take>
Task<absl::Status> TakePages(const rpc::CallContext& call, Request request, absl::Duration timeout,
                             StartCall start, Take take) {
  while (true) {
    auto asking = rpc::CallUnary<Response>(call, request, timeout, start);
    absl::StatusOr<Response> page = co_await std::move(asking);
    if (!page.ok()) co_return page.status();
    absl::Status taken = take(*page);
    if (!taken.ok() || page->next_page_token().empty()) co_return taken;
    request.set_page_token(page->next_page_token());
  }
}

}  // namespace karvan::indicators
