#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {

// The runs that queries of a dataset read; none before the first publication. CORRUPT.
absl::StatusOr<stored::StoredRunList> ReadRunList(kv::View& view, absl::string_view dataset);

}  // namespace karvan::statistics
