#include "services/statistics/storage/upload_records.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/storage/read_record.h"
#include "services/statistics/storage/stored_convert.h"
#include "services/statistics/storage/upload_keys.h"

namespace karvan::statistics {

Upload FromStored(const stored::StoredUpload& stored) {
  Upload upload;
  upload.dataset = stored.dataset();
  upload.release = stored.release();
  upload.number = stored.number();
  upload.state = static_cast<UploadState>(stored.state());
  upload.file_name = stored.file_name();
  if (stored.format() != 0) upload.format = static_cast<FileFormat>(stored.format());
  upload.size_bytes = stored.size_bytes();
  upload.sha256 = stored.sha256();
  upload.durable_offset_bytes = stored.durable_offset();
  upload.create_time = FromStored(stored.create_time());
  upload.update_time = FromStored(stored.update_time());
  return upload;
}

absl::StatusOr<stored::StoredUpload> ReadUpload(kv::View& view, absl::string_view dataset, int64_t release,
                                                int64_t number) {
  Upload named;
  named.dataset = std::string(dataset);
  named.release = release;
  named.number = number;
  const std::string name = UploadName(named);
  KARVAN_ASSIGN_OR_RETURN(std::optional<stored::StoredUpload> stored,
                          ReadRecord<stored::StoredUpload>(view, UploadKey(dataset, release, number), name));
  if (!stored) return ResourceNotFound(name);
  return *std::move(stored);
}

void PutUpload(const stored::StoredUpload& upload, ledger::Transaction& transaction) {
  transaction.Put(UploadKey(upload.dataset(), upload.release(), upload.number()), EncodeRecord(upload));
}

absl::StatusOr<stored::StoredUpload> ParseUpload(const std::string& answer) {
  stored::StoredUpload stored;
  if (!stored.ParseFromString(answer)) return kv::CorruptError("answer of a write to an upload");
  return stored;
}

std::string EncodeChunk(absl::string_view content) {
  stored::StoredChunk chunk;
  chunk.set_content(content.data(), content.size());
  return EncodeRecord(chunk);
}

absl::StatusOr<std::string> DecodeChunk(absl::string_view record, absl::string_view upload) {
  stored::StoredChunk chunk;
  KARVAN_RETURN_IF_ERROR(DecodeRecord(record, absl::StrCat("a piece of ", upload), chunk));
  return std::move(*chunk.mutable_content());
}

}  // namespace karvan::statistics
