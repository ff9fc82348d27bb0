#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/committer.h"
#include "services/statistics/domain/upload.h"
#include "services/statistics/storage/upload_writer.h"

namespace karvan::statistics {

struct UploadPage {
  std::vector<Upload> uploads;
  int64_t next_number = 0;  // where the next page begins; 0 at the end
};

// The uploads of all datasets, in the domains of their datasets. Thread-safe; the arguments outlive it. Every
// method that names an upload or a release may give RESOURCE_NOT_FOUND; beside the errors named there are
// those of the store.
class UploadRepository {
 public:
  UploadRepository(kv::Store& store, ledger::Committer& committer) : store_(store), committer_(committer) {}

  // Creates an upload into the draft `upload.release` of `upload.dataset`: file_name, format, size_bytes and
  // sha256 are taken. RELEASE_STATE, LIMIT_EXCEEDED, REQUEST_ID_REUSED.
  absl::StatusOr<Upload> Create(const Upload& upload, const ledger::WriteRequest& request);

  absl::StatusOr<Upload> Get(const UploadId& id) const;

  // The uploads of a release from `first_number` on, at most `limit`.
  absl::StatusOr<UploadPage> List(absl::string_view dataset, int64_t release, int64_t first_number,
                                  int limit) const;

  // Takes the upload over, to add bytes at `offset`: whoever wrote to it before adds none any more.
  // UPLOAD_STATE, UPLOAD_OFFSET, RELEASE_STATE.
  absl::StatusOr<std::unique_ptr<UploadWriter>> BeginWrite(const UploadId& id, int64_t offset);

  // Takes the upload over, so that nobody adds bytes any more, and gives it as it stays: SEALED, or FINISHED
  // when it was finished before. UPLOAD_INCOMPLETE.
  absl::StatusOr<Upload> Seal(const UploadId& id);

  // Gives the bytes of a sealed upload to `take`, piece by piece; its error ends the reading. CORRUPT; so too
  // when the upload is finished meanwhile.
  absl::Status Read(const Upload& upload, absl::FunctionRef<absl::Status(absl::string_view)> take) const;

  // Keeps the answer of an import and removes the bytes; the answer is the first one that was kept.
  absl::StatusOr<std::string> Finish(const UploadId& id, absl::string_view answer);

  // The answer that Finish kept.
  absl::StatusOr<std::string> Answer(const Upload& upload) const;

  // Removes an upload.
  absl::Status Abandon(const UploadId& id);

  // Removes the uploads of a dataset that nobody went on with for kUploadLifetime, those of releases that
  // take no files any more, and what crashes left of others.
  absl::Status RemoveExpired(absl::string_view dataset);

 private:
  // Whether it is to be removed at `now`.
  absl::StatusOr<bool> HasExpired(const Upload& upload, absl::Time now) const;
  absl::Status RemoveLeftContents(absl::string_view dataset);
  void DropContent(const Upload& upload);

  kv::Store& store_;
  ledger::Committer& committer_;
};

}  // namespace karvan::statistics
