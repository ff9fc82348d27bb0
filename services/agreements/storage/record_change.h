#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "services/agreements/storage/registry_reader.h"
#include "services/agreements/storage/resource_repository.h"
#include "services/platform/kv/batch.h"

namespace karvan::agreements {

// What one write does to one resource.
struct RecordChange {
  std::optional<Record> before;  // none when it is created
  Record after;
};

// Adds to `batch` all rows that the change brings with it: current and revision row; facets, closed where
// they ended and opened where they began; referrer rows of what it names no longer and of what it names now.
// `sequence` is the number of the write. Errors: REFERENCE_NOT_FOUND for a named resource that does not exist
// or is deleted; INVALID_FIELD when it leads back to itself; CORRUPT.
absl::Status AddRows(const RecordChange& change, int64_t sequence, RegistryReader& reader, kv::Batch& batch);

}  // namespace karvan::agreements
