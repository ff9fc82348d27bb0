#pragma once

#include <cstdint>

#include "google/protobuf/message.h"

namespace karvan::listing {

// The fingerprint of a list request: of its type and all its fields but page_token and page_size, which
// may differ from page to page.
uint64_t RequestFingerprint(const google::protobuf::Message& request);

}  // namespace karvan::listing
