#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/committer.h"
#include "services/statistics/domain/upload.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {

// Adds bytes to an upload, in parts: a part is written by bulk load, durably, below a prefix that is its own,
// and then one commit names it and moves the durable offset, if nobody has taken the upload over. So bytes
// are never acknowledged before they are durable, and those of two writers never mix. Destroyed without
// Finish, what was not made durable yet is lost. One thread at a time.
class UploadWriter {
 public:
  static constexpr size_t kPartBytes = 4 << 20;

  // The store and the committer outlive it; `upload` is it as this writer took it over.
  UploadWriter(kv::Store& store, ledger::Committer& committer, stored::StoredUpload upload)
      : store_(store), committer_(committer), upload_(std::move(upload)) {}

  // The next bytes; a whole part is made durable. LIMIT_EXCEEDED, UPLOAD_TAKEN_OVER, RESOURCE_NOT_FOUND,
  // errors of the store. Not to be called after an error.
  absl::Status Append(absl::string_view bytes);

  // Makes all bytes durable, and gives the upload.
  absl::StatusOr<Upload> Finish();

 private:
  // Makes the bytes that are held durable, as one part.
  absl::Status WritePart();
  absl::Status LoadPart(const std::string& prefix);
  absl::Status MoveOffset(int64_t part);

  kv::Store& store_;
  ledger::Committer& committer_;
  stored::StoredUpload upload_;
  std::string held_;
  int64_t parts_ = 0;
};

}  // namespace karvan::statistics
