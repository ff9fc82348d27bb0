#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/batch.h"
#include "services/platform/kv/store.h"

// What every engine decides in the same way. Refusals are INVALID_ARGUMENT (STORE_LIMIT) unless said
// otherwise.
namespace karvan::kv {

// A key has a domain and is not too long.
absl::Status CheckKey(absl::string_view key, const Capabilities& limits);

// All that can be said of a batch without its store: keys, one domain, sizes.
absl::Status CheckBatch(const Batch& batch, const Capabilities& limits);

// Checks the preconditions of a batch against the rows that `find` gives. FENCED goes before CONFLICT: a
// writer that lost its epoch must not read again and go on.
absl::Status CheckPreconditions(
    const Batch& batch, absl::FunctionRef<absl::StatusOr<std::optional<Entry>>(const std::string& key)> find);

// The answer to a precondition on `key` that does not hold: CONFLICT or FENCED.
absl::Status PreconditionError(absl::string_view key);

// What the drop of a prefix removes: all but the epoch of a domain, whose numbers must not begin again.
std::vector<Range> DropRanges(absl::string_view prefix);

// A prefix whose usage is asked for: like a key, or empty.
absl::Status CheckUsagePrefix(absl::string_view prefix, const Capabilities& limits);

// The rows of one bulk load: below the prefix, within the limits, ascending.
class BulkRules {
 public:
  BulkRules(absl::string_view prefix, const Capabilities& limits) : prefix_(prefix), limits_(limits) {}

  // Checks the next row, and takes it as the last one if it is allowed.
  absl::Status Next(absl::string_view key, absl::string_view value);
  // Checks that the load is still open, and closes it.
  absl::Status Close();

 private:
  absl::Status CheckOpen() const;

  const std::string prefix_;
  const Capabilities limits_;
  std::string last_key_;
  bool closed_ = false;
};

// The age of a view.
class ViewAge {
 public:
  ViewAge(const Clock& clock, absl::Duration lifetime) : clock_(clock), end_(clock.Now() + lifetime) {}

  // VIEW_EXPIRED after its lifetime.
  absl::Status Check() const;

 private:
  const Clock& clock_;
  const absl::Time end_;
};

// Fills a batch of a scan with the rows that the engine comes by.
class ScanFiller {
 public:
  explicit ScanFiller(const ScanOptions& options) : options_(options) {}

  // False when the batch is full without this row; the resume key is set then.
  bool Add(absl::string_view key, absl::string_view value, RowVersion version);

  ScanBatch Take() { return std::move(batch_); }

 private:
  const ScanOptions options_;
  ScanBatch batch_;
  size_t bytes_ = 0;
};

// A limit of at least one row.
absl::Status CheckScan(const ScanOptions& options);

// At least one part.
absl::Status CheckSplit(size_t parts);

// The parts that a range falls into at these keys, which ascend. A key that is not inside the range, or comes
// again, makes no part.
std::vector<Range> SplitAt(const Range& range, const std::vector<std::string>& keys);

}  // namespace karvan::kv
