#include "services/statistics/storage/kv_observation_store.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/kv_dataset_repository.h"
#include "services/statistics/storage/merged_cursor.h"
#include "services/statistics/storage/read_record.h"
#include "services/statistics/storage/stored_convert.h"

namespace karvan::statistics {

absl::StatusOr<int64_t> KvObservationStore::ResolveSnapshot(absl::string_view dataset,
                                                            const AsOf& as_of) const {
  KARVAN_RETURN_IF_ERROR(CheckDatasetExists(store_, dataset));
  KARVAN_ASSIGN_OR_RETURN(History history, ReadHistory(dataset));
  return history.Resolve(as_of);
}

absl::StatusOr<ObservationPage> KvObservationStore::Read(
    const ObservationQuery& query, absl::string_view position, int limit,
    const std::function<absl::Status()>& check_alive) const {
  if (!position.empty() && !ParseCellKey(position).ok()) {
    return Error(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_INVALID",
                 "the page token is not one of ours");
  }
  KARVAN_ASSIGN_OR_RETURN(History history, ReadHistory(query.dataset));
  PageReader reader(store_, check_alive);
  MergedCursor cursor(reader, query.dataset, history.VisibleAt(query.snapshot), query.filter, position);
  ObservationPage page;
  page.observations.reserve(std::min(limit, 1000));
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(std::optional<VersionedObservation> cell, cursor.Next());
    if (!cell.has_value()) return page;
    if (static_cast<int>(page.observations.size()) == limit) {
      page.next_position = CellKey(cell->observation);
      return page;
    }
    page.observations.push_back(*std::move(cell));
  }
}

absl::StatusOr<History> KvObservationStore::ReadHistory(absl::string_view dataset) const {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(
      std::optional<stored::StoredHead> head,
      ReadRecord<stored::StoredHead>(*view, HeadKey(dataset), absl::StrCat("head of ", dataset)));
  return head ? FromStored(*head) : History();
}

}  // namespace karvan::statistics
