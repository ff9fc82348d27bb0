#include "services/statistics/domain/errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"

namespace karvan::statistics {

absl::Status ResourceNotFound(absl::string_view name) {
  return Error(absl::StatusCode::kNotFound, "RESOURCE_NOT_FOUND",
               absl::StrCat("\"", name, "\" does not exist"), {{"resource", std::string(name)}});
}

absl::Status ResourceExists(absl::string_view name) {
  return Error(absl::StatusCode::kAlreadyExists, "RESOURCE_EXISTS",
               absl::StrCat("\"", name, "\" exists already: choose another id"),
               {{"resource", std::string(name)}});
}

absl::Status EtagMismatch(absl::string_view name) {
  return Error(absl::StatusCode::kAborted, "ETAG_MISMATCH",
               absl::StrCat("\"", name, "\" was changed since the etag was read: read it again"),
               {{"resource", std::string(name)}});
}

absl::Status Conflict(absl::string_view what) {
  return Error(absl::StatusCode::kAborted, "CONFLICT", absl::StrCat(what, ": try again"));
}

absl::Status LimitExceeded(absl::string_view what, int64_t limit) {
  return Error(absl::StatusCode::kInvalidArgument, "LIMIT_EXCEEDED",
               absl::StrCat(what, ": must be at most ", limit), {{"limit", absl::StrCat(limit)}});
}

}  // namespace karvan::statistics
