#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/cli/client/client.h"
#include "services/cli/seed/load_observer.h"
#include "services/cli/seed/seed.h"

namespace karvan::cli {

// How a call is repeated that failed in a way that may pass.
struct RetryPolicy {
  int attempts = 6;                                // in a row that bring nothing, at most
  absl::Duration pause = absl::Milliseconds(200);  // after the first of them; twice as long after each other
};

// Sends a file of `total` bytes into a draft by UploadService, and goes on after a broken connection from
// where the server has it durably. Gives the answer of FinishUpload; the observer is told of the progress. An
// upload that fails for good is abandoned.
absl::StatusOr<statistics::v1::ImportObservationsResponse> UploadFile(
    Client& client, const SeedFile& file, int64_t total, const std::string& draft, LoadObserver& observer,
    const RetryPolicy& policy = RetryPolicy());

}  // namespace karvan::cli
