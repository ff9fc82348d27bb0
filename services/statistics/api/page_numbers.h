#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/status/error.h"

namespace karvan::statistics {

// The number in a page token, which is not secret and may be forged; 0 for the first page.
// PAGE_TOKEN_INVALID.
inline absl::StatusOr<int64_t> FirstNumber(const listing::PageToken& token) {
  int64_t number = 0;
  if (token.position.empty() || absl::SimpleAtoi(token.position, &number)) return number;
  return Error(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_INVALID", "the page token is not one of ours");
}

}  // namespace karvan::statistics
