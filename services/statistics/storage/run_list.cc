#include "services/statistics/storage/run_list.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/read_record.h"

namespace karvan::statistics {

absl::StatusOr<stored::StoredRunList> ReadRunList(kv::View& view, absl::string_view dataset) {
  KARVAN_ASSIGN_OR_RETURN(
      std::optional<stored::StoredRunList> runs,
      ReadRecord<stored::StoredRunList>(view, RunListKey(dataset), absl::StrCat("the runs of ", dataset)));
  return std::move(runs).value_or(stored::StoredRunList());
}

}  // namespace karvan::statistics
