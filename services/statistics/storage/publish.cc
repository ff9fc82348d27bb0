#include "services/statistics/storage/publish.h"

#include "services/platform/status/macros.h"
#include "services/statistics/domain/publication.h"
#include "services/statistics/domain/release.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/record.h"
#include "services/statistics/storage/run_list.h"
#include "services/statistics/storage/stored_convert.h"

namespace karvan::statistics {
namespace {

// What the log says of a publication: enough to tell which files it brought.
stored::StoredPublishedEntry ToPublishedEntry(const stored::StoredRelease& release,
                                              const Publication& publication) {
  stored::StoredPublishedEntry entry;
  entry.set_release(ReleaseName(release.dataset(), publication.release));
  *entry.mutable_published_at() = ToStored(publication.published_at);
  for (const stored::StoredFile& file : release.files()) entry.add_file_sha256(file.sha256());
  return entry;
}

// Adds the runs of a publication to those that queries read.
absl::Status AddToRunList(absl::string_view dataset, const std::vector<stored::StoredFileRun>& added,
                          const Publication& publication, ledger::Transaction& transaction) {
  KARVAN_ASSIGN_OR_RETURN(stored::StoredRunList runs, ReadRunList(transaction.view(), dataset));
  for (const stored::StoredFileRun& of_file : added) {
    stored::StoredRun& run = *runs.add_runs();
    run.set_run(of_file.run());
    run.set_sequence(publication.sequence);
    run.set_cell_count(of_file.cell_count());
  }
  runs.set_publication_count(runs.publication_count() + 1);
  if (publication.finality == Finality::kFinal) runs.set_has_final(true);
  transaction.Put(RunListKey(dataset), EncodeRecord(runs));
  return absl::OkStatus();
}

}  // namespace

std::vector<stored::StoredFileRun> RunsOf(const stored::StoredRelease& release) {
  std::vector<stored::StoredFileRun> runs;
  for (const stored::StoredFile& file : release.files()) {
    runs.insert(runs.end(), file.runs().begin(), file.runs().end());
  }
  return runs;
}

absl::Status PublishIn(ledger::Transaction& transaction, absl::Time published_at,
                       stored::StoredRelease& release) {
  const std::string& dataset = release.dataset();
  Publication publication;
  publication.sequence = transaction.next_sequence();
  publication.release = release.number();
  publication.recorded_at = transaction.now();
  publication.published_at = published_at;
  publication.finality = static_cast<Finality>(release.finality());
  if (release.has_scope()) publication.replaces = FromStored(release.scope());
  KARVAN_RETURN_IF_ERROR(CheckPublishedAt(publication.published_at, publication.recorded_at));
  KARVAN_RETURN_IF_ERROR(
      transaction.Append("release.published", ToPublishedEntry(release, publication).SerializeAsString()));
  transaction.Put(PublicationKey(dataset, publication.sequence), EncodeRecord(ToStored(publication)));
  KARVAN_RETURN_IF_ERROR(AddToRunList(dataset, RunsOf(release), publication, transaction));
  release.set_state(static_cast<int>(ReleaseState::kPublished));
  release.set_sequence(publication.sequence);
  *release.mutable_published_at() = ToStored(publication.published_at);
  *release.mutable_publish_time() = ToStored(publication.recorded_at);
  return absl::OkStatus();
}

}  // namespace karvan::statistics
