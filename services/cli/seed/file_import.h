#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/cli/client/client.h"
#include "services/cli/seed/load_observer.h"
#include "services/cli/seed/seed.h"

namespace karvan::cli {

// Sends a file into a draft and gives the server's answer; the observer is told of the progress. One of more
// than 8 MiB goes by UploadFile, and outlives a broken connection; another in one call, which may take the
// client's timeout and a second more for each MiB, begun ones too.
absl::StatusOr<statistics::v1::ImportObservationsResponse> ImportFile(Client& client, const SeedFile& file,
                                                                      const std::string& draft,
                                                                      LoadObserver& observer);

}  // namespace karvan::cli
