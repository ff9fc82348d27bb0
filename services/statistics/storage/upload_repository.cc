#include "services/statistics/storage/upload_repository.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/storage/counters.h"
#include "services/statistics/storage/kv_dataset_repository.h"
#include "services/statistics/storage/kv_release_repository.h"
#include "services/statistics/storage/store_walk.h"
#include "services/statistics/storage/stored_convert.h"
#include "services/statistics/storage/upload_keys.h"
#include "services/statistics/storage/upload_records.h"

namespace karvan::statistics {
namespace {

absl::Status CheckDraft(kv::View& view, const stored::StoredUpload& upload) {
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredRelease release,
                          ReadRelease(view, upload.dataset(), upload.release()));
  return CheckCanImport(FromStored(release));
}

absl::Status CheckCount(kv::View& view, const Upload& upload) {
  const kv::Range range = kv::PrefixRange(UploadsPrefix(upload.dataset, upload.release));
  KARVAN_ASSIGN_OR_RETURN(const kv::ScanBatch batch, view.Scan(range, {.limit = kMaxUploadsInRelease}));
  if (batch.rows.size() < kMaxUploadsInRelease) return absl::OkStatus();
  return LimitExceeded("the release has too many uploads: abandon those that are not needed",
                       kMaxUploadsInRelease);
}

stored::StoredUpload ToStored(const Upload& upload) {
  stored::StoredUpload stored;
  stored.set_dataset(upload.dataset);
  stored.set_release(upload.release);
  stored.set_file_name(upload.file_name);
  if (upload.format) stored.set_format(static_cast<int>(*upload.format));
  stored.set_size_bytes(upload.size_bytes);
  stored.set_sha256(upload.sha256);
  stored.set_state(static_cast<int>(UploadState::kActive));
  return stored;
}

// Calls `take` with the pieces below a prefix; gives how many bytes they were.
absl::StatusOr<int64_t> ForEachChunk(kv::Store& store, const std::string& prefix, const std::string& name,
                                     absl::FunctionRef<absl::Status(absl::string_view)> take) {
  int64_t bytes = 0;
  auto decode = [&](const kv::Row& row) -> absl::Status {
    KARVAN_ASSIGN_OR_RETURN(const std::string content, DecodeChunk(row.value, name));
    bytes += static_cast<int64_t>(content.size());
    return take(content);
  };
  KARVAN_RETURN_IF_ERROR(ForEachRow(store, kv::PrefixRange(prefix), decode));
  return bytes;
}

}  // namespace

absl::StatusOr<Upload> UploadRepository::Create(const Upload& upload, const ledger::WriteRequest& request) {
  KARVAN_RETURN_IF_ERROR(CheckDatasetExists(store_, upload.dataset));
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    stored::StoredUpload stored = ToStored(upload);
    KARVAN_RETURN_IF_ERROR(CheckDraft(transaction.view(), stored));
    KARVAN_RETURN_IF_ERROR(CheckCount(transaction.view(), upload));
    KARVAN_ASSIGN_OR_RETURN(stored::StoredCounters counters,
                            ReadCounters(transaction.view(), upload.dataset));
    counters.set_upload_count(counters.upload_count() + 1);
    transaction.Put(CountersKey(upload.dataset), EncodeRecord(counters));
    stored.set_number(counters.upload_count());
    *stored.mutable_create_time() = ToStored(transaction.now());
    *stored.mutable_update_time() = stored.create_time();
    PutUpload(stored, transaction);
    return stored.SerializeAsString();
  };
  KARVAN_ASSIGN_OR_RETURN(const std::string answer, committer_.Write(upload.dataset, request, decide));
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredUpload stored, ParseUpload(answer));
  return FromStored(stored);
}

absl::StatusOr<Upload> UploadRepository::Get(const UploadId& id) const {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredUpload stored,
                          ReadUpload(*view, id.dataset, id.release, id.number));
  return FromStored(stored);
}

absl::StatusOr<UploadPage> UploadRepository::List(absl::string_view dataset, int64_t release,
                                                  int64_t first_number, int limit) const {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_RETURN_IF_ERROR(ReadRelease(*view, dataset, release).status());
  kv::Range range = kv::PrefixRange(UploadsPrefix(dataset, release));
  range.start = std::max(range.start, UploadKey(dataset, release, first_number));
  UploadPage page;
  // A release has no more of them than a batch holds.
  KARVAN_ASSIGN_OR_RETURN(const kv::ScanBatch batch, view->Scan(range, {}));
  for (const kv::Row& row : batch.rows) {
    stored::StoredUpload stored;
    KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, absl::StrCat("an upload of ", dataset), stored));
    if (static_cast<int>(page.uploads.size()) == limit) {
      page.next_number = stored.number();
      return page;
    }
    page.uploads.push_back(FromStored(stored));
  }
  return page;
}

absl::StatusOr<std::unique_ptr<UploadWriter>> UploadRepository::BeginWrite(const UploadId& id,
                                                                           int64_t offset) {
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_ASSIGN_OR_RETURN(stored::StoredUpload stored,
                            ReadUpload(transaction.view(), id.dataset, id.release, id.number));
    KARVAN_RETURN_IF_ERROR(CheckCanWrite(FromStored(stored), offset));
    KARVAN_RETURN_IF_ERROR(CheckDraft(transaction.view(), stored));
    stored.set_writer(stored.writer() + 1);
    PutUpload(stored, transaction);
    return stored.SerializeAsString();
  };
  KARVAN_ASSIGN_OR_RETURN(const std::string answer,
                          committer_.Write(id.dataset, ledger::WriteRequest(), decide));
  KARVAN_ASSIGN_OR_RETURN(stored::StoredUpload stored, ParseUpload(answer));
  return std::make_unique<UploadWriter>(store_, committer_, std::move(stored));
}

absl::StatusOr<Upload> UploadRepository::Seal(const UploadId& id) {
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_ASSIGN_OR_RETURN(stored::StoredUpload stored,
                            ReadUpload(transaction.view(), id.dataset, id.release, id.number));
    if (stored.state() == static_cast<int>(UploadState::kActive)) {
      KARVAN_RETURN_IF_ERROR(CheckCanFinish(FromStored(stored)));
      stored.set_state(static_cast<int>(UploadState::kSealed));
      stored.set_writer(stored.writer() + 1);
      *stored.mutable_update_time() = ToStored(transaction.now());
      PutUpload(stored, transaction);
    }
    return stored.SerializeAsString();
  };
  KARVAN_ASSIGN_OR_RETURN(const std::string answer,
                          committer_.Write(id.dataset, ledger::WriteRequest(), decide));
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredUpload stored, ParseUpload(answer));
  return FromStored(stored);
}

absl::Status UploadRepository::Read(const Upload& upload,
                                    absl::FunctionRef<absl::Status(absl::string_view)> take) const {
  const std::string name = UploadName(upload);
  int64_t offset = 0;
  auto read_part = [&](const kv::Row& row) -> absl::Status {
    stored::StoredUploadPart part;
    KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, absl::StrCat("a part of ", name), part));
    if (row.key != UploadPartKey(upload.dataset, upload.number, offset)) {
      return kv::CorruptError(absl::StrCat("the bytes of ", name, " from ", offset, " on are not there"));
    }
    const std::string prefix = UploadBytesPrefix(upload.dataset, upload.number, part.writer(), part.part());
    KARVAN_ASSIGN_OR_RETURN(const int64_t bytes, ForEachChunk(store_, prefix, name, take));
    offset += part.size_bytes();
    if (bytes == part.size_bytes()) return absl::OkStatus();
    return kv::CorruptError(absl::StrCat("the bytes of ", name, " before ", offset, " are not all there"));
  };
  KARVAN_RETURN_IF_ERROR(
      ForEachRow(store_, kv::PrefixRange(UploadPartsPrefix(upload.dataset, upload.number)), read_part));
  if (offset == upload.durable_offset_bytes) return absl::OkStatus();
  return kv::CorruptError(absl::StrCat("the bytes of ", name, " from ", offset, " on are not there"));
}

absl::StatusOr<std::string> UploadRepository::Finish(const UploadId& id, absl::string_view answer) {
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_ASSIGN_OR_RETURN(stored::StoredUpload stored,
                            ReadUpload(transaction.view(), id.dataset, id.release, id.number));
    if (stored.state() == static_cast<int>(UploadState::kFinished)) return stored.SerializeAsString();
    stored.set_state(static_cast<int>(UploadState::kFinished));
    *stored.mutable_update_time() = ToStored(transaction.now());
    PutUpload(stored, transaction);
    const std::string prefix = UploadAnswerPrefix(id.dataset, id.number);
    absl::string_view rest = answer;
    for (int64_t chunk = 0; !rest.empty(); ++chunk) {
      const absl::string_view next = rest.substr(0, kChunkBytes);
      transaction.Put(ChunkKey(prefix, chunk), EncodeChunk(next));
      rest.remove_prefix(next.size());
    }
    return stored.SerializeAsString();
  };
  KARVAN_ASSIGN_OR_RETURN(const std::string written,
                          committer_.Write(id.dataset, ledger::WriteRequest(), decide));
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredUpload stored, ParseUpload(written));
  const Upload upload = FromStored(stored);
  DropContent(upload);
  return Answer(upload);
}

absl::StatusOr<std::string> UploadRepository::Answer(const Upload& upload) const {
  std::string answer;
  auto take = [&](absl::string_view content) {
    answer.append(content.data(), content.size());
    return absl::OkStatus();
  };
  KARVAN_RETURN_IF_ERROR(
      ForEachChunk(store_, UploadAnswerPrefix(upload.dataset, upload.number), UploadName(upload), take)
          .status());
  return answer;
}

absl::Status UploadRepository::Abandon(const UploadId& id) {
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_RETURN_IF_ERROR(ReadUpload(transaction.view(), id.dataset, id.release, id.number).status());
    transaction.Delete(UploadKey(id.dataset, id.release, id.number));
    return std::string();
  };
  KARVAN_RETURN_IF_ERROR(committer_.Write(id.dataset, ledger::WriteRequest(), decide).status());
  // What cannot be dropped now, RemoveExpired drops later.
  store_.DropPrefix(UploadContentPrefix(id.dataset, id.number)).IgnoreError();
  return absl::OkStatus();
}

absl::Status UploadRepository::RemoveExpired(absl::string_view dataset) {
  KARVAN_RETURN_IF_ERROR(RemoveLeftContents(dataset));
  std::vector<Upload> uploads;
  auto note = [&](const kv::Row& row) -> absl::Status {
    stored::StoredUpload stored;
    KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, absl::StrCat("an upload of ", dataset), stored));
    uploads.push_back(FromStored(stored));
    return absl::OkStatus();
  };
  KARVAN_RETURN_IF_ERROR(ForEachRow(store_, kv::PrefixRange(UploadsPrefix(dataset)), note));
  for (const Upload& upload : uploads) {
    KARVAN_ASSIGN_OR_RETURN(const bool expired, HasExpired(upload, committer_.clock().Now()));
    if (expired) {
      const absl::Status removed = Abandon({upload.dataset, upload.release, upload.number});
      if (!removed.ok() && !absl::IsNotFound(removed)) return removed;
    } else if (upload.state == UploadState::kFinished) {
      DropContent(upload);  // a crash may have kept Finish from it
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> UploadRepository::HasExpired(const Upload& upload, absl::Time now) const {
  if (now - upload.update_time >= kUploadLifetime) return true;
  // Of one that is being imported the release may have been published with its file, and is about to be told
  // so.
  if (upload.state != UploadState::kActive) return false;
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredRelease release,
                          ReadRelease(*view, upload.dataset, upload.release));
  return !CheckCanImport(FromStored(release)).ok();
}

absl::Status UploadRepository::RemoveLeftContents(absl::string_view dataset) {
  // In this order: an upload is there before its content.
  KARVAN_ASSIGN_OR_RETURN(const std::vector<int64_t> contents,
                          NumbersBehind(store_, UploadContentsPrefix(dataset)));
  if (contents.empty()) return absl::OkStatus();
  std::set<int64_t> present;
  auto note = [&](const kv::Row& row) -> absl::Status {
    stored::StoredUpload stored;
    KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, absl::StrCat("an upload of ", dataset), stored));
    present.insert(stored.number());
    return absl::OkStatus();
  };
  KARVAN_RETURN_IF_ERROR(ForEachRow(store_, kv::PrefixRange(UploadsPrefix(dataset)), note));
  for (const int64_t number : contents) {
    if (present.count(number) > 0) continue;
    KARVAN_RETURN_IF_ERROR(store_.DropPrefix(UploadContentPrefix(dataset, number)));
  }
  return absl::OkStatus();
}

void UploadRepository::DropContent(const Upload& upload) {
  for (const std::string& prefix :
       {UploadPartsPrefix(upload.dataset, upload.number), UploadBytesPrefix(upload.dataset, upload.number)}) {
    absl::StatusOr<std::unique_ptr<kv::View>> view = store_.OpenView();
    if (!view.ok()) return;
    const absl::StatusOr<kv::ScanBatch> any = (*view)->Scan(kv::PrefixRange(prefix), {.limit = 1});
    view->reset();
    // What cannot be dropped now, RemoveExpired drops later.
    if (any.ok() && !any->rows.empty()) store_.DropPrefix(prefix).IgnoreError();
  }
}

}  // namespace karvan::statistics
