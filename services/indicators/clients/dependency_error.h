#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/platform/rpc/call_context.h"

namespace karvan::indicators {

// What an error of another service means to our own caller: DEPENDENCY_UNAVAILABLE (UNAVAILABLE) when
// it did not answer, DEPENDENCY_FAILED (FAILED_PRECONDITION) otherwise; the caller's own cancellation or
// deadline when that was the cause. `dependency` is "statistics" or "agreements".
absl::Status DependencyError(const rpc::CallContext& call, absl::string_view dependency,
                             const absl::Status& error);

// An answer that could not be read: DEPENDENCY_FAILED.
absl::Status UnreadableAnswer(absl::string_view dependency, absl::string_view what,
                              const absl::Status& error);

}  // namespace karvan::indicators
