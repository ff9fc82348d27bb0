#include "services/statistics/storage/orphan_cleaner.h"

#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/release.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/read_record.h"
#include "services/statistics/storage/run_list.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {
namespace {

// Calls `visit` with each row of a range.
template <typename Visit>
absl::Status ForEachRow(kv::Store& store, kv::Range range, Visit visit) {
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store.OpenView());
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view->Scan(range, {}));
    for (const kv::Row& row : batch.rows) KARVAN_RETURN_IF_ERROR(visit(row));
    if (!batch.resume_key) return absl::OkStatus();
    range.start = *batch.resume_key;
  }
}

// The numbers that stand behind `prefix` in keys, each found by one seek.
absl::StatusOr<std::vector<int64_t>> NumbersBehind(kv::Store& store, const std::string& prefix) {
  std::vector<int64_t> numbers;
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store.OpenView());
  kv::Range range = kv::PrefixRange(prefix);
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view->Scan(range, {.limit = 1}));
    if (batch.rows.empty()) return numbers;
    KARVAN_ASSIGN_OR_RETURN(int64_t number,
                            kv::KeyReader(absl::string_view(batch.rows[0].key).substr(prefix.size())).Int());
    numbers.push_back(number);
    range.start = absl::StrCat(prefix, kv::KeyBuilder().Int(number + 1).Take());
  }
}

absl::Status CleanRuns(kv::Store& store, absl::string_view dataset) {
  std::set<int64_t> named;
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredRunList published, ReadRunList(*view, dataset));
  for (const stored::StoredRun& run : published.runs()) named.insert(run.run());
  view.reset();
  auto note_runs = [&](const kv::Row& row) -> absl::Status {
    stored::StoredRelease release;
    KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, absl::StrCat("a release of ", dataset), release));
    if (!IsPending(static_cast<ReleaseState>(release.state()))) return absl::OkStatus();
    for (const stored::StoredFile& file : release.files()) {
      for (const stored::StoredFileRun& run : file.runs()) named.insert(run.run());
    }
    return absl::OkStatus();
  };
  KARVAN_RETURN_IF_ERROR(ForEachRow(store, kv::PrefixRange(ReleasesPrefix(dataset)), note_runs));
  KARVAN_ASSIGN_OR_RETURN(std::vector<int64_t> runs, NumbersBehind(store, RunsPrefix(dataset)));
  for (int64_t run : runs) {
    if (named.count(run) == 0) KARVAN_RETURN_IF_ERROR(store.DropPrefix(RunPrefix(dataset, run)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CleanOrphans(kv::Store& store) {
  std::vector<std::string> datasets;
  auto note_dataset = [&](const kv::Row& row) -> absl::Status {
    stored::StoredDataset dataset;
    KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, "a dataset of the catalogue", dataset));
    datasets.push_back(dataset.id());
    return absl::OkStatus();
  };
  KARVAN_RETURN_IF_ERROR(ForEachRow(store, kv::PrefixRange(DatasetsPrefix()), note_dataset));
  for (const std::string& dataset : datasets) KARVAN_RETURN_IF_ERROR(CleanRuns(store, dataset));
  return absl::OkStatus();
}

}  // namespace karvan::statistics
