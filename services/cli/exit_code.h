#pragma once

#include "absl/status/status.h"

namespace karvan::cli {

// What `karvan` exits with; part of its contract with scripts.
enum ExitCode {
  kDone = 0,
  kRefused = 1,      // a server or a check said no: the reason is on stderr
  kUsage = 2,        // the command line is wrong
  kUnavailable = 3,  // no server answered in time: a repeat may succeed
};

// UNAVAILABLE and DEADLINE_EXCEEDED are kUnavailable, every other error is kRefused.
inline ExitCode ToExitCode(const absl::Status& status) {
  if (status.ok()) return kDone;
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ? kUnavailable : kRefused;
}

}  // namespace karvan::cli
