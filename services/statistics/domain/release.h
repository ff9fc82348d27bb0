#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/statistics/domain/finality.h"
#include "services/statistics/domain/scope.h"
#include "services/statistics/domain/validation_report.h"

namespace karvan::statistics {

// Life cycle of a release: DRAFT, VALIDATED, perhaps EMBARGOED, PUBLISHED, perhaps RETRACTED; or ABANDONED.
// The numbers are stored: do not change them.
enum class ReleaseState {
  kDraft = 1,
  kPublished = 2,
  kAbandoned = 3,
  kValidated = 4,
  kEmbargoed = 5,
  kRetracted = 6,
};

// What becomes of cells that a release does not give. The numbers are stored: do not change them.
enum class ReleaseMode {
  kDelta = 1,    // they keep their values
  kReplace = 2,  // those of its scope are deleted
};

// Layouts of files of observations. The numbers are stored: do not change them.
enum class FileFormat {
  kComtradeLegacyCsv = 1,
  kComtradePlusCsv = 2,
  kKarvanCsv = 3,
};

// A file that was imported into a release.
struct ImportedFile {
  std::string file_name;  // as given; UTF-8
  FileFormat format = FileFormat::kKarvanCsv;
  std::string sha256;  // 64 hexadecimal digits
  int64_t size_bytes = 0;
  int64_t row_count = 0;  // without the header
  int64_t observation_count = 0;
};

// A numbered set of observations of one dataset that becomes visible as a whole.
struct Release {
  std::string dataset;  // id
  int64_t number = 0;   // from 1
  ReleaseState state = ReleaseState::kDraft;
  Finality finality = Finality::kNotStated;
  std::string revision_reason;
  std::string description;
  std::optional<absl::Time> published_at;  // when the office published
  std::vector<ImportedFile> files;
  int64_t observation_count = 0;
  int64_t problem_count = 0;  // rows that could not be read
  int64_t sequence = 0;       // 0 until published
  absl::Time create_time;
  std::optional<absl::Time> publish_time;  // when it was published here
  std::string planned_release;             // id of the announcement that it fulfils; may be empty
  std::string etag;
  ReleaseMode mode = ReleaseMode::kDelta;
  Scope scope;               // of a release that replaces
  bool allow_empty = false;  // a release that replaces may hold nothing
  std::optional<absl::Time> embargo_time;
  std::optional<ValidationReport> validation;
  std::optional<absl::Time> retract_time;
  std::string retraction_reason;
  int64_t retraction_sequence = 0;  // 0 until retracted
};

inline constexpr int64_t kMaxObservationsInRelease = 100'000'000;
inline constexpr int kMaxFilesInRelease = 100;
inline constexpr int kMaxFileNameBytes = 200;
inline constexpr int kMaxDescriptionCharacters = 500;

// "datasets/tj-stat/releases/3".
std::string ReleaseName(absl::string_view dataset, int64_t number);

// True of a release that may still be published: its runs are named by it alone.
bool IsPending(ReleaseState state);

// Whether a release takes files. FAILED_PRECONDITION: RELEASE_STATE.
absl::Status CheckCanImport(const Release& release);

// Whether it can be validated, and what can be told without reading its cells: FAILED_PRECONDITION:
// RELEASE_STATE, RELEASE_HAS_PROBLEMS, RELEASE_EMPTY.
absl::Status CheckCanValidate(const Release& release);

// Whether it can be published now; the same errors.
absl::Status CheckCanPublish(const Release& release);

// Whether it can be put under an embargo; the same errors.
absl::Status CheckCanEmbargo(const Release& release);

// Whether its embargo can be moved or cancelled. FAILED_PRECONDITION: RELEASE_STATE.
absl::Status CheckIsEmbargoed(const Release& release);

// Whether it can be retracted. FAILED_PRECONDITION: RELEASE_STATE.
absl::Status CheckCanRetract(const Release& release);

// Whether it can be given up. FAILED_PRECONDITION: RELEASE_STATE.
absl::Status CheckCanAbandon(const Release& release);

// Embargoes of years are slips of the pen.
inline constexpr absl::Duration kMaxEmbargo = absl::Hours(24 * 366);

// Whether an embargo can be set to that time. INVALID_FIELD of embargo_time.
absl::Status CheckEmbargoTime(absl::Time embargo_time, absl::Time now);

// FAILED_PRECONDITION: REVISION_REASON_MISSING. `what` is what the release does to figures of final releases;
// `cells` is how many it is known to change.
absl::Status RevisionReasonMissing(const Release& release, absl::string_view what, int64_t cells = 0);

// Whether a release that was compared may be published: it says why it changes figures of a final release.
// FAILED_PRECONDITION: REVISION_REASON_MISSING.
absl::Status CheckRevisionReason(const Release& release, const ValidationReport& report);

}  // namespace karvan::statistics
