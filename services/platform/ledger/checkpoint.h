#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/ledger/hash.h"

namespace karvan::ledger {

// What a log says of itself at one moment, in the form of c2sp.org/tlog-checkpoint: three lines, of the log's
// origin, its number of entries and the base64 of its root. Who keeps one can ask later for a proof that the
// log still begins with the same entries.
struct Checkpoint {
  std::string origin;  // names the log among all others
  int64_t size = 0;
  Hash root{};

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// The text, to be signed.
std::string CheckpointText(const Checkpoint& checkpoint);

// The checkpoint that a signed note holds, and that the key signed (see OpenNote). Lines after the third,
// which the form allows for extensions, are passed over. INVALID_ARGUMENT (INVALID_FIELD), also when the
// origin is not the name of the key.
absl::StatusOr<Checkpoint> OpenCheckpoint(absl::string_view note, absl::string_view verifier_key);

}  // namespace karvan::ledger
