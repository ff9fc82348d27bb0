#pragma once

#include <map>

#include "services/platform/kv/store.h"
#include "services/platform/ledger/committer.h"
#include "services/statistics/storage/release_import.h"
#include "services/statistics/storage/row_sorter.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {

// Collects the rows in memory, then writes them as a run under a prefix of its own, which no row of the store
// names; one commit on the release then registers it. What fails before is dropped: here, or, after a crash,
// by CleanOrphans.
class KvReleaseImport final : public ReleaseImport {
 public:
  // `store` and `committer` outlive it; `release` is the draft as it was at the beginning.
  KvReleaseImport(kv::Store& store, ledger::Committer& committer, Release release)
      : store_(store), committer_(committer), release_(std::move(release)) {}

  absl::Status Add(int64_t line, const Observation& observation) override;
  absl::StatusOr<ImportOutcome> Finish(ImportedFile file, int64_t bad_rows) override;

 private:
  // The rows to leave out, by their place in the sorted rows, each with what it repeats.
  using Repeats = std::map<size_t, std::string>;

  // What the first import of a file came to, for a repeat of it: `repeats` are those of the file itself and
  // of the files before it.
  ImportOutcome FirstOutcome(const stored::StoredRelease& release, const stored::StoredFile& file,
                             const Repeats& repeats) const;
  Repeats FindRepeatsWithin() const;
  absl::Status AddRepeatsOfFile(const stored::StoredFile& file, Repeats& repeats) const;
  absl::StatusOr<int64_t> AllocateRun();
  absl::Status WriteRun(int64_t run, const Repeats& repeats);
  absl::StatusOr<Release> Register(const stored::StoredRelease& expected, const ImportedFile& file,
                                   int64_t run, int64_t bad_rows);
  void ReportRepeats(const Repeats& repeats, ImportOutcome& outcome) const;

  kv::Store& store_;
  ledger::Committer& committer_;
  const Release release_;
  RowSorter sorter_;
};

}  // namespace karvan::statistics
