#pragma once

#include <optional>

#include "absl/status/status.h"
#include "services/agreements/storage/resource_repository.h"
#include "services/platform/ledger/transaction.h"

namespace karvan::agreements {

// What one write does to one resource.
struct RecordChange {
  std::optional<Record> before;  // none when it is created
  Record after;
};

// Adds to the transaction all that the change brings with it: its entry in the log; current and revision row,
// under the entry's sequence; facets, closed where they ended and opened where they began; referrer rows of
// what it names no longer and of what it names now. Errors: REFERENCE_NOT_FOUND for a named resource that
// does not exist or is deleted; INVALID_FIELD when it leads back to itself; CORRUPT.
absl::Status AddChange(const RecordChange& change, ledger::Transaction& transaction);

}  // namespace karvan::agreements
