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
  // precondition failed, and nothing was done. UNKNOWN: it may or may not have been done; a commit-id row in
  // the batch tells. After any other error nothing was done.
  virtual absl::Status Commit(const Batch& batch) = 0;

  // `prefix` is a whole number of key components. FAILED_PRECONDITION (PREFIX_IN_USE) when it has rows.
  virtual absl::StatusOr<std::unique_ptr<BulkLoader>> BulkLoad(absl::string_view prefix) = 0;

  // Removes all rows below a prefix that no committed row names. Can be repeated after any error.
  virtual absl::Status DropPrefix(absl::string_view prefix) = 0;

  virtual Capabilities capabilities() const = 0;
};

}  // namespace karvan::kv
