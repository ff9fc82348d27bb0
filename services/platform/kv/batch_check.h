#pragma once

#include "absl/status/status.h"
#include "services/platform/kv/batch.h"
#include "services/platform/kv/store.h"

namespace karvan::kv {

// What every engine checks before it commits: the limits, and that all keys are of one domain. STORE_LIMIT.
absl::Status CheckBatch(const Batch& batch, const Capabilities& limits);

// What every engine checks of a bulk row, given the key before it (empty for the first). STORE_LIMIT.
absl::Status CheckBulkRow(absl::string_view prefix, absl::string_view last_key, absl::string_view key,
                          absl::string_view value, const Capabilities& limits);

// Whether `condition` holds for a row that is `entry`, or that is not there.
bool Holds(const Batch::Precondition& precondition, const Entry* entry);

}  // namespace karvan::kv
