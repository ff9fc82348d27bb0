#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The errors of a store, each with its code and its reason in ErrorInfo. Keys show as hexadecimal.
namespace karvan::kv {

// ABORTED, CONFLICT: the precondition on `key` did not hold, and nothing was done.
absl::Status ConflictError(absl::string_view key);
// UNAVAILABLE, FENCED: another writer has acquired the domain of the epoch `key`, and nothing was done. This
// writer must acquire it again; a repeat of the same commit never succeeds.
absl::Status FencedError(absl::string_view key);
// UNKNOWN, UNKNOWN_OUTCOME: the commit may or may not have been done.
absl::Status UnknownOutcomeError(absl::string_view detail);
// ABORTED, VIEW_EXPIRED: go on under a new view.
absl::Status ViewExpiredError();
// RESOURCE_EXHAUSTED, STORAGE_FULL: no space is left, and nothing was done. No retry helps.
absl::Status StorageFullError(absl::string_view detail);
// DATA_LOSS, CORRUPT: what was stored cannot be read.
absl::Status CorruptError(absl::string_view detail);
// DATA_LOSS, CORRUPT: a file of a backup is damaged, cut off or missing.
absl::Status DamagedBackupError(absl::string_view file, absl::string_view detail);
// DATA_LOSS, STORE_REGRESSED: the store has lost acknowledged commits, as after a failover to a copy that
// lags.
absl::Status StoreRegressedError(absl::string_view detail);
// UNAVAILABLE, STORE_UNAVAILABLE: nothing was done; a retry may succeed.
absl::Status UnavailableError(absl::string_view detail);
// FAILED_PRECONDITION, STORE_FORMAT: the folder holds another format, or something else.
absl::Status FormatError(absl::string_view detail);
// FAILED_PRECONDITION, PREFIX_IN_USE: a bulk load below a prefix that has rows.
absl::Status PrefixInUseError(absl::string_view prefix);
// INVALID_ARGUMENT, STORE_LIMIT: the caller asks for what the contract does not take.
absl::Status LimitError(absl::string_view detail);

bool IsConflict(const absl::Status& status);
bool IsFenced(const absl::Status& status);
bool IsUnknownOutcome(const absl::Status& status);
bool IsViewExpired(const absl::Status& status);
bool IsStorageFull(const absl::Status& status);
bool IsCorrupt(const absl::Status& status);
bool IsStoreRegressed(const absl::Status& status);

// The key of a conflict; nothing for other statuses.
std::optional<std::string> ConflictKey(const absl::Status& status);

}  // namespace karvan::kv
