#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/ledger/write_request.h"
#include "services/platform/listing/request_fingerprint.h"
#include "services/platform/rpc/call_context.h"

namespace karvan::statistics {

// INVALID_FIELD when it is longer than 64 characters or holds others than printable ASCII.
absl::Status CheckRequestId(absl::string_view request_id);

// How a repeat of `request`, a message with a request_id, is known. INVALID_FIELD on request_id.
template <typename Request>
absl::StatusOr<ledger::WriteRequest> WriteRequestOf(const rpc::CallContext& call, absl::string_view method,
                                                    const Request& request) {
  if (absl::Status valid = CheckRequestId(request.request_id()); !valid.ok()) return valid;
  return ledger::WriteRequest{call.identity().name, std::string(method), request.request_id(),
                              listing::RequestFingerprint(request)};
}

}  // namespace karvan::statistics
