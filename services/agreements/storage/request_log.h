#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/agreements/storage/resource_repository.h"
#include "services/platform/kv/batch.h"
#include "services/platform/kv/store.h"

// The requests that were answered: one row each, kept for 7 days at least, under the day of its answer.
namespace karvan::agreements {

// The first answer to a request; none when it is new. REQUEST_ID_REUSED when its id came with another
// payload.
absl::StatusOr<std::optional<Record>> FindAnswer(const RequestKey& request, absl::Time now, kv::View& view);

// Adds the row that makes this write the answer to the request, and removes some rows that are past their
// days, so that the log does not grow with the age of the registry.
absl::Status AddAnswer(const RequestKey& request, const Record& answer, int64_t sequence, absl::Time now,
                       kv::View& view, kv::Batch& batch);

}  // namespace karvan::agreements
