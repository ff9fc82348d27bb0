#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/statistics/domain/cell_row.h"
#include "services/statistics/domain/import_problem.h"
#include "services/statistics/domain/observation.h"
#include "services/statistics/domain/release.h"

namespace karvan::statistics {

// What an import came to.
struct ImportOutcome {
  Release release;  // the draft after it
  ImportedFile file;
  int64_t repeat_count = 0;            // rows whose cell an earlier row of the release had given
  std::vector<ImportProblem> repeats;  // the first kMaxProblemsReported of them, by line
};

// One file on its way into a draft. Destroyed without Finish, or when that fails, nothing of it remains. One
// thread at a time.
class ReleaseImport {
 public:
  virtual ~ReleaseImport() = default;

  // A row that was read. LIMIT_EXCEEDED when a file has more of them than a release takes.
  virtual absl::Status Add(int64_t line, const Observation& observation) = 0;
  // As above; its attributes must stay until Finish.
  virtual absl::Status Add(int64_t line, const CellRow& row) = 0;

  // Puts all rows into the draft, in one commit. `file.observation_count` is counted here; `bad_rows` are the
  // rows that could not be read. Repeats are left out and count as bad rows. RELEASE_STATE, when the draft
  // was published or abandoned meanwhile; CONFLICT, when it got another file meanwhile; LIMIT_EXCEEDED.
  // A file of the same sha256 that is in the draft already is not taken again: the outcome is what its first
  // import came to, with the draft as it is now.
  virtual absl::StatusOr<ImportOutcome> Finish(ImportedFile file, int64_t bad_rows) = 0;
};

}  // namespace karvan::statistics
