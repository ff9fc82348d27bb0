#pragma once

#include <cstdint>

#include "absl/time/time.h"

namespace karvan::statistics {

// How a release compares with what is seen without it, as of one snapshot. Every cell that was compared is
// counted once, in the first count that fits; `final_changed_count` is a part of the changed and deleted.
struct ValidationReport {
  int64_t snapshot = 0;
  absl::Time validate_time;
  int64_t new_count = 0;
  int64_t changed_count = 0;
  int64_t restated_count = 0;       // given again as they are
  int64_t deleted_count = 0;        // by a row that says so, or because they are replaced and not given
  int64_t superseded_count = 0;     // stay unseen: the office published another version later
  int64_t idle_deletion_count = 0;  // rows that delete what is not seen
  int64_t final_changed_count = 0;  // came with a final release
  bool truncated = false;           // only a part was compared
};

}  // namespace karvan::statistics
