#pragma once

#include <future>
#include <map>
#include <optional>
#include <vector>

#include "services/platform/ledger/committer.h"
#include "services/statistics/storage/release_import.h"
#include "services/statistics/storage/repeat_finder.h"
#include "services/statistics/storage/run/run_reader.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {

// Collects rows in memory and writes them as runs under prefixes of their own, which no row of the store
// names; one commit on the release then registers all of them. While a chunk of rows is sorted and written,
// on a thread of its own, the next one is collected. What fails before is dropped: here, or, after a crash,
// by OrphanCleaner.
class KvReleaseImport final : public ReleaseImport {
 public:
  // Rows of a chunk at most: a larger file becomes several runs. Two chunks are in memory at most, some 110
  // MB each while they are sorted.
  static constexpr size_t kChunkRows = 500'000;

  // `catalog` and `committer` outlive it; `release` is the draft as it was at the beginning.
  KvReleaseImport(RunCatalog& catalog, ledger::Committer& committer, Release release,
                  size_t chunk_rows = kChunkRows)
      : catalog_(catalog), committer_(committer), release_(std::move(release)), chunk_rows_(chunk_rows) {}
  ~KvReleaseImport() override;

  absl::Status Add(int64_t line, const Observation& observation) override;
  absl::Status Add(int64_t line, const CellRow& row) override;
  absl::StatusOr<ImportOutcome> Finish(ImportedFile file, int64_t bad_rows) override;

 private:
  // Rows and the lines on which they stand.
  struct Chunk {
    CellTable table;
    std::vector<int64_t> lines;
  };

  template <typename Row>
  absl::Status AddAny(int64_t line, const Row& row);
  // Begins to write the rows collected so far, once those before are written. Gives the error of those.
  absl::Status WriteChunk();
  // The error of the last chunk that was begun.
  absl::Status WaitForChunk();
  // Writes rows as a run; a cell that they give again is left out and reported.
  absl::Status WriteRun(Chunk chunk);
  // The places of the cells of the last chunk, without those that repeat another.
  std::vector<uint32_t> WithoutRepeats();
  // The cells that are in a run of an earlier file too, or in two runs of this one.
  absl::Status FindRepeatsOfRuns(const stored::StoredRelease& release, const std::string& sha256);
  void ReportRepeat(int64_t line, const SeriesKey& series, const Period& period, const std::string& first);
  int64_t LineOf(const SeriesKey& series, const Period& period) const;
  absl::StatusOr<Release> Register(const stored::StoredRelease& expected, const ImportedFile& file,
                                   int64_t bad_rows);
  void DropRuns();

  RunCatalog& catalog_;
  ledger::Committer& committer_;
  const Release release_;
  const size_t chunk_rows_;

  CellTableBuilder chunk_;
  std::vector<int64_t> lines_;  // of the cells of the chunk
  int64_t row_count_ = 0;

  // Of the thread that writes, until WaitForChunk:
  std::vector<stored::StoredFileRun> runs_;  // written, and named by nobody until Register
  // The last chunk, in the order of a run, so that repeats found later can name their lines.
  Chunk last_;
  std::vector<uint32_t> last_places_;
  int64_t repeat_count_ = 0;
  std::multimap<int64_t, ImportProblem> repeats_;  // by line, the first kMaxProblemsReported

  std::future<absl::Status> writing_;  // last, so that its thread ends before what it uses
};

}  // namespace karvan::statistics
