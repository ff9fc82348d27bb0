#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The errors that several parts of the service give. `name` is a resource name such as "datasets/tj-stat".
namespace karvan::statistics {

absl::Status ResourceNotFound(absl::string_view name);  // NOT_FOUND, RESOURCE_NOT_FOUND
absl::Status ResourceExists(absl::string_view name);    // ALREADY_EXISTS, RESOURCE_EXISTS
absl::Status EtagMismatch(absl::string_view name);      // ABORTED, ETAG_MISMATCH

// ABORTED, CONFLICT: a race was lost, and the call may be repeated. `what` is a sentence.
absl::Status Conflict(absl::string_view what);

// INVALID_ARGUMENT, LIMIT_EXCEEDED, with the limit in metadata; `what` is a clause: "the release has ...".
absl::Status LimitExceeded(absl::string_view what, int64_t limit);

}  // namespace karvan::statistics
