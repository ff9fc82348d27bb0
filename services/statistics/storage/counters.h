#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/read_record.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {

// The counters of a dataset; all 0 before its first release. CORRUPT.
inline absl::StatusOr<stored::StoredCounters> ReadCounters(kv::View& view, absl::string_view dataset) {
  KARVAN_ASSIGN_OR_RETURN(std::optional<stored::StoredCounters> counters,
                          ReadRecord<stored::StoredCounters>(view, CountersKey(dataset),
                                                             absl::StrCat("the counters of ", dataset)));
  return counters.value_or(stored::StoredCounters());
}

}  // namespace karvan::statistics
