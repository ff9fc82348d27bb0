#include "services/statistics/storage/verify/verify_store.h"

#include <memory>
#include <optional>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/ledger/verify.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/release.h"
#include "services/statistics/storage/dataset_state.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/kv_release_repository.h"
#include "services/statistics/storage/publish.h"
#include "services/statistics/storage/record.h"
#include "services/statistics/storage/store_walk.h"
#include "services/statistics/storage/verify/verify_releases.h"
#include "services/statistics/storage/verify/verify_run.h"

namespace karvan::statistics {
namespace {

// A dataset is verified again when its runs were folded meanwhile, which takes longer than a try.
constexpr int kMaxTries = 3;

// True when it is a fault, which the report has now.
bool IsFault(const absl::Status& status, VerifyReport& report) {
  if (!kv::IsCorrupt(status)) return false;
  report.AddFault(std::string(status.message()));
  return true;
}

absl::Status VerifyDomainLog(kv::Store& store, absl::string_view domain,
                             const std::function<absl::Status()>& check_alive, VerifyReport& report) {
  absl::StatusOr<ledger::LogSummary> log = ledger::VerifyLog(store, domain, check_alive);
  if (IsFault(log.status(), report)) return absl::OkStatus();
  KARVAN_RETURN_IF_ERROR(log.status());
  report.log_entries = log->entries;
  return absl::OkStatus();
}

// How many cells of one release can have been purged at most.
int64_t PurgedAtMost(const DatasetState& state) {
  int64_t cells = 0;
  for (const Purge& purge : state.purges) cells += static_cast<int64_t>(purge.periods.size());
  return cells;
}

// Whether the cells that are there can be all that a release brought.
bool IsWhole(const stored::StoredRelease& release, int64_t found, int64_t purged_at_most) {
  const int64_t brought = release.observation_count();
  return found <= brought && brought - found <= purged_at_most;
}

// Whether each published release is there with as many cells as it brought.
void CompareCounts(absl::string_view dataset, const std::vector<stored::StoredRelease>& releases,
                   const Versions& versions, int64_t purged_at_most, CellCounts counts,
                   VerifyReport& report) {
  for (const stored::StoredRelease& release : releases) {
    if (!versions.contains(release.sequence())) continue;
    const int64_t found = counts[release.sequence()];
    counts.erase(release.sequence());
    if (IsWhole(release, found, purged_at_most)) continue;
    report.AddFault(absl::StrCat(ReleaseName(dataset, release.number()), ": brought ",
                                 release.observation_count(), " cells, but ", found, " are there"));
  }
  for (const auto& [sequence, count] : counts) {
    if (count == 0 || sequence == 0) continue;
    report.AddFault(absl::StrCat("dataset ", dataset, ": ", count, " cells of publication ", sequence,
                                 ", which is not there"));
  }
}

absl::Status VerifyPendingRelease(RunCatalog& catalog, RunReader& reader, const Versions& versions,
                                  const stored::StoredRelease& release, VerifyReport& report) {
  CellCounts counts;
  int64_t named = 0;  // with those that a later file or chunk gave again: such a release cannot be published
  for (const stored::StoredFileRun& of_file : RunsOf(release)) {
    named += of_file.cell_count();
    absl::StatusOr<OpenRun> run = catalog.Open(RunPrefix(release.dataset(), of_file.run()), 0);
    if (IsFault(run.status(), report)) continue;
    KARVAN_RETURN_IF_ERROR(run.status());
    KARVAN_RETURN_IF_ERROR(VerifyRun(*run, reader, versions, report, counts));
  }
  if (counts[0] != named) {
    report.AddFault(absl::StrCat(ReleaseName(release.dataset(), release.number()), ": its runs have ", named,
                                 " cells, but ", counts[0], " are there"));
  }
  return absl::OkStatus();
}

// What is wrong with a release that was given up or published meanwhile is not: its runs are gone, or read by
// queries.
absl::Status VerifyPending(RunCatalog& catalog, RunReader& reader, absl::string_view dataset,
                           const std::vector<stored::StoredRelease>& releases, const Versions& versions,
                           VerifyReport& report) {
  for (const stored::StoredRelease& release : releases) {
    if (!IsPending(static_cast<ReleaseState>(release.state()))) continue;
    const VerifyReport before = report;
    KARVAN_RETURN_IF_ERROR(VerifyPendingRelease(catalog, reader, versions, release, report));
    if (report.fault_count == before.fault_count) continue;
    KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, catalog.store().OpenView());
    const absl::StatusOr<stored::StoredRelease> now = ReadRelease(*view, dataset, release.number());
    if (now.ok() && now->SerializeAsString() != release.SerializeAsString()) report = before;
  }
  return absl::OkStatus();
}

absl::StatusOr<VerifyReport> TryVerify(kv::Store& store, absl::string_view dataset,
                                       const std::function<absl::Status()>& check_alive) {
  VerifyReport report;
  report.part = absl::StrCat("datasets/", dataset);
  KARVAN_RETURN_IF_ERROR(VerifyDomainLog(store, dataset, check_alive, report));
  RunCatalog catalog(store, /*cache_bytes=*/0);
  absl::StatusOr<std::shared_ptr<const DatasetState>> state = DatasetStates(catalog).Get(dataset);
  if (IsFault(state.status(), report)) return report;
  KARVAN_RETURN_IF_ERROR(state.status());

  KARVAN_ASSIGN_OR_RETURN(const std::vector<stored::StoredRelease> releases,
                          VerifyReleases(store, dataset, (*state)->history, report));
  Versions versions;
  for (const Publication& publication : (*state)->history.publications()) {
    versions[publication.sequence] = publication.version();
  }
  RunReader reader(catalog, check_alive);
  CellCounts counts;
  for (const OpenRun& run : (*state)->runs) {
    KARVAN_RETURN_IF_ERROR(VerifyRun(run, reader, versions, report, counts));
  }
  // A damaged page has told its fault, and its cells are missing from the counts.
  const int64_t purged_at_most = PurgedAtMost(**state);
  if (report.fault_count == 0) {
    CompareCounts(dataset, releases, versions, purged_at_most, std::move(counts), report);
  }
  KARVAN_RETURN_IF_ERROR(VerifyPending(catalog, reader, dataset, releases, versions, report));
  return report;
}

absl::StatusOr<std::optional<kv::RowVersion>> RunListVersion(kv::Store& store, absl::string_view dataset) {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store.OpenView());
  KARVAN_ASSIGN_OR_RETURN(std::optional<kv::Entry> list, view->Get(RunListKey(dataset)));
  return list ? std::optional(list->version) : std::nullopt;
}

}  // namespace

absl::StatusOr<VerifyReport> VerifyCatalogue(kv::Store& store,
                                             const std::function<absl::Status()>& check_alive,
                                             std::vector<std::string>& datasets) {
  VerifyReport report;
  report.part = "datasets";
  KARVAN_RETURN_IF_ERROR(VerifyDomainLog(store, kCatalogueDomain, check_alive, report));
  KARVAN_RETURN_IF_ERROR(ForEachRow(store, kv::PrefixRange(DatasetsPrefix()), [&](const kv::Row& row) {
    stored::StoredDataset dataset;
    const absl::Status read = DecodeRecord(row.value, "a dataset of the catalogue", dataset);
    if (!IsFault(read, report)) datasets.push_back(dataset.id());
    return absl::OkStatus();
  }));
  return report;
}

absl::StatusOr<VerifyReport> VerifyDataset(kv::Store& store, absl::string_view dataset,
                                           const std::function<absl::Status()>& check_alive) {
  for (int tries = 1;; ++tries) {
    KARVAN_ASSIGN_OR_RETURN(const std::optional<kv::RowVersion> before, RunListVersion(store, dataset));
    KARVAN_ASSIGN_OR_RETURN(VerifyReport report, TryVerify(store, dataset, check_alive));
    if (report.fault_count == 0 || tries == kMaxTries) return report;
    // Something may have been published or folded in between: then the parts do not fit, though each is
    // right.
    KARVAN_ASSIGN_OR_RETURN(const std::optional<kv::RowVersion> after, RunListVersion(store, dataset));
    if (before == after) return report;
  }
}

}  // namespace karvan::statistics
