#pragma once

#include <cstdint>

#include "absl/status/statusor.h"

namespace karvan::listing {

// How many rows a page has (AIP-158): the default when `requested` is 0, the maximum when it is above.
// INVALID_ARGUMENT on field page_size when it is negative.
absl::StatusOr<int> PageSize(int32_t requested, int default_size, int max_size);

}  // namespace karvan::listing
