#include "services/platform/kv/errors.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"

namespace karvan::kv {
namespace {

constexpr char kConflict[] = "CONFLICT";
constexpr char kFenced[] = "FENCED";
constexpr char kUnknownOutcome[] = "UNKNOWN_OUTCOME";
constexpr char kViewExpired[] = "VIEW_EXPIRED";
constexpr char kStorageFull[] = "STORAGE_FULL";
constexpr char kCorrupt[] = "CORRUPT";
constexpr char kStoreRegressed[] = "STORE_REGRESSED";

bool HasReason(const absl::Status& status, absl::string_view reason) {
  std::optional<std::string> found = ErrorReason(status);
  return found.has_value() && *found == reason;
}

}  // namespace

absl::Status ConflictError(absl::string_view key) {
  std::string hex = absl::BytesToHexString(key);
  return Error(absl::StatusCode::kAborted, kConflict,
               absl::StrCat("The row with key ", hex, " is not as the commit requires."), {{"key", hex}});
}

absl::Status FencedError(absl::string_view key) {
  std::string hex = absl::BytesToHexString(key);
  return Error(absl::StatusCode::kUnavailable, kFenced,
               absl::StrCat("Another writer has taken over: the epoch with key ", hex,
                            " is not the one of this writer any more. Nothing was done."),
               {{"key", hex}});
}

absl::Status UnknownOutcomeError(absl::string_view detail) {
  return Error(absl::StatusCode::kUnknown, kUnknownOutcome,
               absl::StrCat("The commit may or may not have been done: ", detail));
}

absl::Status ViewExpiredError() {
  return Error(absl::StatusCode::kAborted, kViewExpired, "The read view is too old; open a new one.");
}

absl::Status StorageFullError(absl::string_view detail) {
  return Error(absl::StatusCode::kResourceExhausted, kStorageFull,
               absl::StrCat("The store has no space left: ", detail));
}

absl::Status CorruptError(absl::string_view detail) {
  return Error(absl::StatusCode::kDataLoss, kCorrupt, absl::StrCat("The store is damaged: ", detail));
}

absl::Status DamagedBackupError(absl::string_view file, absl::string_view detail) {
  return Error(absl::StatusCode::kDataLoss, kCorrupt,
               absl::StrCat("The backup file '", file, "' is damaged: ", detail),
               {{"file", std::string(file)}});
}

absl::Status StoreRegressedError(absl::string_view detail) {
  return Error(absl::StatusCode::kDataLoss, kStoreRegressed,
               absl::StrCat("The store has lost commits that it had acknowledged: ", detail));
}

absl::Status UnavailableError(absl::string_view detail) {
  return Error(absl::StatusCode::kUnavailable, "STORE_UNAVAILABLE",
               absl::StrCat("The store cannot be used: ", detail));
}

absl::Status FormatError(absl::string_view detail) {
  return Error(absl::StatusCode::kFailedPrecondition, "STORE_FORMAT", detail);
}

absl::Status PrefixInUseError(absl::string_view prefix) {
  std::string hex = absl::BytesToHexString(prefix);
  return Error(absl::StatusCode::kFailedPrecondition, "PREFIX_IN_USE",
               absl::StrCat("The prefix ", hex, " of a bulk load has rows already; it must be empty."),
               {{"prefix", hex}});
}

absl::Status LimitError(absl::string_view detail) {
  return Error(absl::StatusCode::kInvalidArgument, "STORE_LIMIT", detail);
}

bool IsConflict(const absl::Status& status) { return HasReason(status, kConflict); }
bool IsFenced(const absl::Status& status) { return HasReason(status, kFenced); }
bool IsUnknownOutcome(const absl::Status& status) { return HasReason(status, kUnknownOutcome); }
bool IsViewExpired(const absl::Status& status) { return HasReason(status, kViewExpired); }
bool IsStorageFull(const absl::Status& status) { return HasReason(status, kStorageFull); }
bool IsCorrupt(const absl::Status& status) { return HasReason(status, kCorrupt); }
bool IsStoreRegressed(const absl::Status& status) { return HasReason(status, kStoreRegressed); }

std::optional<std::string> ConflictKey(const absl::Status& status) {
  if (!IsConflict(status)) return std::nullopt;
  return absl::HexStringToBytes(ErrorMetadata(status, "key").value_or(""));
}

}  // namespace karvan::kv
