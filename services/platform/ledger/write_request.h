#pragma once

#include <cstdint>
#include <string>

#include "absl/time/time.h"

namespace karvan::ledger {

// How a repeat of a write is known: by the id that its caller gave to the call of a method, for 7 days.
struct WriteRequest {
  std::string caller;
  std::string method;
  std::string id;             // empty: each call is a write of its own
  uint64_t payload_hash = 0;  // of all that the request says, without its id
};

inline constexpr absl::Duration kRequestLifetime = absl::Hours(7 * 24);

}  // namespace karvan::ledger
