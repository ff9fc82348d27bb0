#include "services/statistics/storage/upload_writer.h"

#include <memory>
#include <utility>

#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/record.h"
#include "services/statistics/storage/stored_convert.h"
#include "services/statistics/storage/upload_keys.h"
#include "services/statistics/storage/upload_records.h"

namespace karvan::statistics {

absl::Status UploadWriter::Append(absl::string_view bytes) {
  const size_t total = held_.size() + bytes.size();
  KARVAN_RETURN_IF_ERROR(
      CheckUploadSize(FromStored(upload_), upload_.durable_offset() + static_cast<int64_t>(total)));
  while (!bytes.empty()) {
    const absl::string_view next = bytes.substr(0, kPartBytes - held_.size());
    held_.append(next.data(), next.size());
    bytes.remove_prefix(next.size());
    if (held_.size() == kPartBytes) KARVAN_RETURN_IF_ERROR(WritePart());
  }
  return absl::OkStatus();
}

absl::StatusOr<Upload> UploadWriter::Finish() {
  if (!held_.empty()) KARVAN_RETURN_IF_ERROR(WritePart());
  return FromStored(upload_);
}

absl::Status UploadWriter::WritePart() {
  const int64_t part = ++parts_;
  const std::string prefix = UploadBytesPrefix(upload_.dataset(), upload_.number(), upload_.writer(), part);
  absl::Status written = LoadPart(prefix);
  if (written.ok()) written = MoveOffset(part);
  // What an unknown commit may name stays; the rest goes with the upload where it cannot be dropped now.
  if (!written.ok() && !kv::IsUnknownOutcome(written)) store_.DropPrefix(prefix).IgnoreError();
  held_.clear();
  return written;
}

absl::Status UploadWriter::LoadPart(const std::string& prefix) {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::BulkLoader> loader, store_.BulkLoad(prefix));
  absl::string_view rest = held_;
  for (int64_t chunk = 0; !rest.empty(); ++chunk) {
    const absl::string_view next = rest.substr(0, kChunkBytes);
    KARVAN_RETURN_IF_ERROR(loader->Add(ChunkKey(prefix, chunk), EncodeChunk(next)));
    rest.remove_prefix(next.size());
  }
  return loader->Seal();
}

absl::Status UploadWriter::MoveOffset(int64_t part) {
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_ASSIGN_OR_RETURN(stored::StoredUpload upload, ReadUpload(transaction.view(), upload_.dataset(),
                                                                    upload_.release(), upload_.number()));
    if (upload.writer() != upload_.writer()) return UploadTakenOver(FromStored(upload));
    stored::StoredUploadPart row;
    row.set_writer(upload.writer());
    row.set_part(part);
    row.set_size_bytes(static_cast<int64_t>(held_.size()));
    transaction.Put(UploadPartKey(upload.dataset(), upload.number(), upload.durable_offset()),
                    EncodeRecord(row));
    upload.set_durable_offset(upload.durable_offset() + row.size_bytes());
    *upload.mutable_update_time() = ToStored(transaction.now());
    PutUpload(upload, transaction);
    return upload.SerializeAsString();
  };
  KARVAN_ASSIGN_OR_RETURN(const std::string answer,
                          committer_.Write(upload_.dataset(), ledger::WriteRequest(), decide));
  KARVAN_ASSIGN_OR_RETURN(upload_, ParseUpload(answer));
  return absl::OkStatus();
}

}  // namespace karvan::statistics
