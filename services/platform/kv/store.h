#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/kv/batch.h"
#include "services/platform/kv/range.h"

// The ordered key-value contract that all storage stands on. Keys order as unsigned bytes. The first
// component of a key (see key_codec.h) is its domain: a commit stays in one domain, and a view is
// consistent within it. Errors are those of errors.h, and no others.
namespace karvan::kv {

struct Entry {
  std::string value;
  RowVersion version = 0;
};

struct Row {
  std::string key;
  std::string value;
  RowVersion version = 0;
};

struct ScanOptions {
  size_t limit = 1000;     // rows a batch at most; at least 1
  size_t bytes = 1 << 20;  // keys and values a batch at most, 1 MiB at the highest; one row is always given
  bool reverse = false;    // from the end of the range to its start
};

struct ScanBatch {
  std::vector<Row> rows;
  // Set when the range may hold more rows: going on is a scan of {*resume_key, end}, or in reverse of
  // {start, *resume_key}.
  std::optional<std::string> resume_key;
};

// A consistent read view: it does not see what is written after it was opened. It expires after
// Capabilities::view_lifetime (VIEW_EXPIRED): what outlives a request keeps sequence numbers of its own in
// keys and goes on under a new view. One thread at a time; the store outlives it.
class View {
 public:
  virtual ~View() = default;

  // The row, or nothing when there is none.
  virtual absl::StatusOr<std::optional<Entry>> Get(absl::string_view key) = 0;
  // The rows of `keys`, in the order of `keys`.
  virtual absl::StatusOr<std::vector<std::optional<Entry>>> MultiGet(
      const std::vector<std::string>& keys) = 0;
  // The next batch of a range, in key order.
  virtual absl::StatusOr<ScanBatch> Scan(const Range& range, const ScanOptions& options) = 0;
  // At least one and at most `parts` (at least 1) ranges, in key order and each beginning where the one
  // before ends, that together are the range: for scans side by side. They hold about as much as each other,
  // as far as the engine can tell.
  virtual absl::StatusOr<std::vector<Range>> SplitRange(const Range& range, size_t parts) = 0;
};

// Writes many rows below a prefix that is empty and that nobody else writes to. Not atomic: what is written
// is invisible only by the convention that no committed row names the prefix yet. Destroyed before Seal it is
// abandoned, though rows may stay: DropPrefix removes them. One thread at a time; the store outlives it.
class BulkLoader {
 public:
  virtual ~BulkLoader() = default;

  // Adds a row. Keys ascend and begin with the prefix: INVALID_ARGUMENT, and the row is not added.
  virtual absl::Status Add(absl::string_view key, absl::string_view value) = 0;
  // Makes all rows durable and readable. The loader is spent then, whatever the result: Add and Seal answer
  // INVALID_ARGUMENT.
  virtual absl::Status Seal() = 0;
};

// The right to write to a domain: a row of the domain that holds who has it, with a number that grows with
// each change of hands and never repeats. A writer's commits present it, by RequireValue(key, value); after
// another has acquired the domain they answer FENCED, however long the writer was paused in between.
struct Epoch {
  uint64_t number = 0;
  std::string key;
  std::string value;
};

// How much a prefix holds.
struct PrefixUsage {
  uint64_t rows = 0;
  uint64_t bytes = 0;  // of keys and values, as they were written
};

// Limits, never semantics.
struct Capabilities {
  size_t max_key_bytes = 1 << 10;
  size_t max_value_bytes = 64 << 10;
  size_t max_commit_rows = 10'000;    // of mutations, and of preconditions
  size_t max_commit_bytes = 4 << 20;  // keys and values of mutations and preconditions
  absl::Duration view_lifetime = absl::Seconds(30);
};

// A store: one folder or database, owned by one service. Thread-safe. What breaks a limit or holds a key that
// does not begin with a component is INVALID_ARGUMENT (STORE_LIMIT).
class Store {
 public:
  virtual ~Store() = default;

  virtual absl::StatusOr<std::unique_ptr<View>> OpenView() = 0;

  // Applies all mutations, if all preconditions hold. OK: it is done, and durable. CONFLICT names a key whose
  // precondition failed (FENCED when that is the key of an epoch), and nothing was done. UNKNOWN: it may or
  // may not have been done, and may even be done later. After any other error nothing was done.
  //
  // To settle an UNKNOWN, every commit has a commit-id row, and requires the version of its domain's head and
  // writes the head: then commit again in that way, on the head as a fresh view shows it. Once that is done,
  // or a conflict, a fresh view tells: either the lost commit's id row is there, or the lost commit can never
  // be done any more, because the head that it required is gone.
  virtual absl::Status Commit(const Batch& batch) = 0;

  // `prefix` is a whole number of key components. FAILED_PRECONDITION (PREFIX_IN_USE) when it has rows.
  virtual absl::StatusOr<std::unique_ptr<BulkLoader>> BulkLoad(absl::string_view prefix) = 0;

  // Removes all rows below a prefix that no committed row names, except epochs. Views that were opened before
  // still see them. Not atomic; can be repeated after any error.
  virtual absl::Status DropPrefix(absl::string_view prefix) = 0;

  // Makes `holder`, a text of 1 to 256 bytes that no other writer ever has, the writer of a domain (an
  // encoded component) for `ttl`. The holder acquires again, before the ttl is over, to renew, and keeps its
  // number. While another one holds the domain: UNAVAILABLE (STORE_UNAVAILABLE), which says who. Its lease is
  // over when this store has seen its row unchanged for the ttl, by the clock of this store: the clocks of
  // two machines are never compared, and a clock that is wrong costs time, not truth. So a claimant asks
  // again and again. In an engine whose store is open only once, the lease of a holder of an earlier opening
  // is over at once. STORE_REGRESSED: the epoch is lower than one seen before, so commits were lost.
  virtual absl::StatusOr<Epoch> AcquireEpoch(absl::string_view domain, absl::string_view holder,
                                             absl::Duration ttl) = 0;

  // Returns when the row's version differs from `version` (none: no row), or after `timeout` of real time. A
  // hint, that may come late or without cause: the truth is what a view reads.
  virtual absl::Status WaitForChange(absl::string_view key, std::optional<RowVersion> version,
                                     absl::Duration timeout) = 0;

  // Writes all rows as of one point to a folder (see BACKUP.md), which is made, or is empty: else
  // FAILED_PRECONDITION (STORE_FORMAT). Writes go on meanwhile. Durable on return. RestoreStore
  // (store_address.h) reads it, into any engine.
  virtual absl::Status Backup(const std::string& folder) = 0;

  // Exact where that is cheap, else an estimate. An empty prefix is the whole store.
  virtual absl::StatusOr<PrefixUsage> Usage(absl::string_view prefix) = 0;

  virtual Capabilities capabilities() const = 0;
};

}  // namespace karvan::kv
