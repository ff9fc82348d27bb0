#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace karvan::statistics {

// Life cycle of a release: DRAFT, then PUBLISHED or ABANDONED for good. The numbers are stored: do not change
// them.
enum class ReleaseState {
  kDraft = 1,
  kPublished = 2,
  kAbandoned = 3,
};

// Whether the office expects to revise the figures. The numbers are stored: do not change them.
enum class Finality {
  kNotStated = 0,
  kProvisional = 1,
  kFinal = 2,
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
};

inline constexpr int64_t kMaxObservationsInRelease = 100'000'000;
inline constexpr int kMaxFilesInRelease = 100;
inline constexpr int kMaxFileNameBytes = 200;
inline constexpr int kMaxDescriptionCharacters = 500;

// "datasets/tj-stat/releases/3".
std::string ReleaseName(absl::string_view dataset, int64_t number);

// Whether a release takes files. FAILED_PRECONDITION: RELEASE_STATE.
absl::Status CheckCanImport(const Release& release);

// Whether it can be published. FAILED_PRECONDITION: RELEASE_STATE, RELEASE_HAS_PROBLEMS, RELEASE_EMPTY.
absl::Status CheckCanPublish(const Release& release);

// Whether it can be given up. FAILED_PRECONDITION: RELEASE_STATE.
absl::Status CheckCanAbandon(const Release& release);

}  // namespace karvan::statistics
