#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/entry.h"
#include "services/platform/ledger/hash.h"

namespace karvan::ledger {

// Reads the log of one domain. Thread-safe. DATA_LOSS (CORRUPT) names what cannot be read.
class Reader {
 public:
  // The store outlives it.
  Reader(kv::Store& store, absl::string_view domain) : store_(store), domain_(domain) {}

  // The entries from `sequence` (1 or more) on, at most `limit` (1 or more) and at most about 1 MiB of them:
  // empty only past the last one. Each is checked against its leaf in the tree. Reading on from the sequence
  // after the last entry that was read misses none. INVALID_FIELD on "sequence" below 1.
  absl::StatusOr<std::vector<Entry>> Read(int64_t sequence, int limit);

  // Waits until the log has the entry, for at most `timeout` of real time: whether it has.
  absl::StatusOr<bool> WaitForEntry(int64_t sequence, absl::Duration timeout);

  // Proves that the entry is in the log of `size` entries, whose root a checkpoint tells. INVALID_FIELD
  // unless 1 <= sequence <= size <= entries of the log. The index of VerifyInclusion is sequence - 1.
  absl::StatusOr<std::vector<Hash>> ProveInclusion(int64_t sequence, int64_t size);

  // Proves that the log of `old_size` entries is the beginning of that of `size`. INVALID_FIELD unless
  // 0 <= old_size <= size <= entries of the log.
  absl::StatusOr<std::vector<Hash>> ProveConsistency(int64_t old_size, int64_t size);

 private:
  // INVALID_FIELD when the log has fewer entries.
  absl::Status CheckSize(kv::View& view, int64_t size);

  kv::Store& store_;
  const std::string domain_;
};

}  // namespace karvan::ledger
