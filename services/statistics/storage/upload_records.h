#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/transaction.h"
#include "services/statistics/domain/upload.h"
#include "services/statistics/storage/stored.pb.h"

// The rows of uploads.
namespace karvan::statistics {

Upload FromStored(const stored::StoredUpload& stored);

// RESOURCE_NOT_FOUND; CORRUPT.
absl::StatusOr<stored::StoredUpload> ReadUpload(kv::View& view, absl::string_view dataset, int64_t release,
                                                int64_t number);

void PutUpload(const stored::StoredUpload& upload, ledger::Transaction& transaction);

// What a write to an upload answered. CORRUPT.
absl::StatusOr<stored::StoredUpload> ParseUpload(const std::string& answer);

// Bytes of one row of a part, so that the row stays below 64 KiB.
inline constexpr size_t kChunkBytes = 60 << 10;

std::string EncodeChunk(absl::string_view content);
absl::StatusOr<std::string> DecodeChunk(absl::string_view record, absl::string_view upload);

}  // namespace karvan::statistics
