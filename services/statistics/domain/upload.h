#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/statistics/domain/release.h"

namespace karvan::statistics {

// Life cycle of an upload: ACTIVE, SEALED, FINISHED. The numbers are stored: do not change them.
enum class UploadState {
  kActive = 1,    // takes bytes
  kSealed = 2,    // is being imported, or failed to be
  kFinished = 3,  // its file is in the draft
};

struct UploadId {
  std::string dataset;
  int64_t release = 0;
  int64_t number = 0;
};

// A file on its way into a draft.
struct Upload {
  std::string dataset;  // id
  int64_t release = 0;
  int64_t number = 0;  // from 1, of all uploads of the dataset
  UploadState state = UploadState::kActive;
  std::string file_name;
  std::optional<FileFormat> format;
  int64_t size_bytes = 0;  // 0: not known
  std::string sha256;      // 64 hexadecimal digits; empty: not known
  int64_t durable_offset_bytes = 0;
  absl::Time create_time;
  absl::Time update_time;
};

inline constexpr int64_t kMaxUploadBytes = int64_t{64} << 30;
inline constexpr int kMaxUploadsInRelease = 100;
// An upload that nobody went on with for so long is removed.
inline constexpr absl::Duration kUploadLifetime = absl::Hours(7 * 24);

// "datasets/tj-stat/releases/3/uploads/7".
std::string UploadName(const Upload& upload);

// Whether bytes can be added at `offset`. FAILED_PRECONDITION: UPLOAD_STATE, UPLOAD_OFFSET.
absl::Status CheckCanWrite(const Upload& upload, int64_t offset);

// Whether an upload can be imported. FAILED_PRECONDITION: UPLOAD_INCOMPLETE.
absl::Status CheckCanFinish(const Upload& upload);

// Whether it may grow to `bytes`. INVALID_ARGUMENT: LIMIT_EXCEEDED.
absl::Status CheckUploadSize(const Upload& upload, int64_t bytes);

// Whether the bytes are those that were announced. FAILED_PRECONDITION: UPLOAD_SHA256_MISMATCH.
absl::Status CheckSha256(absl::string_view expected, absl::string_view actual);

// ABORTED, UPLOAD_TAKEN_OVER: a later call writes to the upload, or imports it.
absl::Status UploadTakenOver(const Upload& upload);

}  // namespace karvan::statistics
