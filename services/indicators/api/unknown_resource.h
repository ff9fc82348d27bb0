#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace karvan::indicators {

// NOT_FOUND, DATASET_UNKNOWN.
absl::Status DatasetUnknown(absl::string_view name);

// NOT_FOUND, CLAIM_UNKNOWN.
absl::Status ClaimUnknown(absl::string_view name);

}  // namespace karvan::indicators
