#include "services/statistics/storage/kv_observation_store.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/counters.h"
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
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredCounters counters, ReadCounters(*view, dataset));
  std::vector<Publication> publications;
  publications.reserve(counters.publication_count());
  kv::Range range = kv::PrefixRange(PublicationsPrefix(dataset));
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view->Scan(range, {}));
    for (const kv::Row& row : batch.rows) {
      stored::StoredPublication stored;
      KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, absl::StrCat("a publication of ", dataset), stored));
      publications.push_back(FromStored(stored));
    }
    if (!batch.resume_key) break;
    range.start = *batch.resume_key;
  }
  // A lost row would silently show figures that were replaced long ago.
  const int64_t count = static_cast<int64_t>(publications.size());
  if (count != counters.publication_count()) {
    return kv::CorruptError(absl::StrCat(dataset, " has counted ", counters.publication_count(),
                                         " publications, but the rows of ", count, " are there"));
  }
  return History(std::move(publications));
}

}  // namespace karvan::statistics
