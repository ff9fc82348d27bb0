#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace karvan::listing {

// Where a listing goes on. A token carries no authority: it is opaque, not secret, and whoever decodes
// it checks the caller's rights as for a first page.
struct PageToken {
  std::string position;  // the first row of the next page, in the form its method chose; any bytes
  int64_t snapshot = 0;  // the sequence number that the first page was read at; 0 if there is none

  friend bool operator==(const PageToken&, const PageToken&) = default;
};

// A 64-bit fingerprint of a request: of any deterministic text of it without page token and page size.
// Stable over versions and machines. (request_fingerprint.h makes one of a proto.)
uint64_t Fingerprint(absl::string_view request_text);

// The token as text that is safe in a URL, bound to the request that it belongs to.
std::string EncodePageToken(const PageToken& token, uint64_t request_fingerprint);

// Reads a token. An empty text is the first page: an empty position, snapshot 0. INVALID_ARGUMENT
// (reason PAGE_TOKEN_INVALID, field page_token) when it is none of ours or belongs to another request.
absl::StatusOr<PageToken> DecodePageToken(absl::string_view text, uint64_t request_fingerprint);

}  // namespace karvan::listing
