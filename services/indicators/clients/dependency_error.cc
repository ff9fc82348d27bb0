#include "services/indicators/clients/dependency_error.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"

namespace karvan::indicators {
namespace {

bool DidNotAnswer(absl::StatusCode code) {
  return code == absl::StatusCode::kUnavailable || code == absl::StatusCode::kDeadlineExceeded ||
         code == absl::StatusCode::kCancelled;
}

}  // namespace

absl::Status DependencyError(const rpc::CallContext& call, absl::string_view dependency,
                             const absl::Status& error) {
  if (absl::Status alive = call.CheckAlive(); !alive.ok()) return alive;
  const std::string code = absl::StatusCodeToString(error.code());
  if (DidNotAnswer(error.code())) {
    return Error(absl::StatusCode::kUnavailable, "DEPENDENCY_UNAVAILABLE",
                 absl::StrCat("the ", dependency, " service did not answer: ", code, ": ", error.message()),
                 {{"dependency", std::string(dependency)}});
  }
  return Error(absl::StatusCode::kFailedPrecondition, "DEPENDENCY_FAILED",
               absl::StrCat("the ", dependency, " service failed: ", code, ": ", error.message()),
               {{"dependency", std::string(dependency)}});
}

absl::Status UnreadableAnswer(absl::string_view dependency, absl::string_view what,
                              const absl::Status& error) {
  return Error(absl::StatusCode::kFailedPrecondition, "DEPENDENCY_FAILED",
               absl::StrCat("the ", dependency, " service answered with ", what,
                            " that cannot be read: ", error.message()),
               {{"dependency", std::string(dependency)}});
}

}  // namespace karvan::indicators
