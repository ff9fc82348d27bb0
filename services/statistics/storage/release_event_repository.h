#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/kv/store.h"

namespace karvan::statistics {

// An entry of a dataset's log.
struct ReleaseEvent {
  int64_t sequence = 0;
  std::string kind;
  absl::Time time;
  std::string release;  // its name; empty where the entry names none, or was redacted
};

// Reads the logs of datasets as what happened to their releases. Thread-safe; the store outlives it.
class ReleaseEventRepository {
 public:
  explicit ReleaseEventRepository(kv::Store& store) : store_(store) {}

  // The sequence of the last event; 0 before the first. RESOURCE_NOT_FOUND.
  absl::StatusOr<int64_t> Latest(absl::string_view dataset) const;

  // The events from `sequence` (1 or more) on, at most `limit`; empty only past the last one. CORRUPT.
  absl::StatusOr<std::vector<ReleaseEvent>> Read(absl::string_view dataset, int64_t sequence,
                                                 int limit) const;

 private:
  kv::Store& store_;
};

}  // namespace karvan::statistics
