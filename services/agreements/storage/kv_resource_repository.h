#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/agreements/storage/record_change.h"
#include "services/agreements/storage/registry_reader.h"
#include "services/agreements/storage/resource_repository.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/store.h"
#include "services/platform/sync/mutex.h"

namespace karvan::agreements {

// The registry on a key-value store (keys.h tells its rows). A write is one commit, whose precondition is the
// head row it was planned on: writes of the whole registry follow one another, and what a plan has checked
// still holds when it is done. Nothing is kept in memory, so other processes may write to the same store.
class KvResourceRepository final : public ResourceRepository {
 public:
  // Both outlive this.
  KvResourceRepository(kv::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  absl::StatusOr<Record> Get(const ResourceName& name) override;
  absl::StatusOr<Page<Record>> List(const ListQuery& query) override;
  absl::StatusOr<RevisionPage<Record>> ListRevisions(const ResourceName& name, int64_t start_sequence,
                                                     int limit) override;
  absl::StatusOr<Record> Create(const ResourceName& name, const std::string& content,
                                const WriteOptions& options) override;
  absl::StatusOr<Record> Update(const ResourceName& name, absl::string_view etag, const Edit& edit,
                                const WriteOptions& options) override;
  absl::StatusOr<Record> Delete(const ResourceName& name, absl::string_view etag,
                                const WriteOptions& options) override;

 private:
  // Decides what to change in the state that `reader` sees; `now` is the recorded time of the write. Revision
  // and etag are set afterwards.
  using Plan = std::function<absl::StatusOr<RecordChange>(RegistryReader& reader, absl::Time now)>;

  // Plans and commits, again when another writer was faster.
  absl::StatusOr<Record> Write(const WriteOptions& options, const Plan& plan);

  // One try: the answer, or CONFLICT.
  absl::StatusOr<Record> TryWrite(const WriteOptions& options, const Plan& plan);

  // Commits, and finds out what became of a commit whose outcome the store does not know.
  absl::Status Commit(const kv::Batch& batch, const Record& record, int64_t sequence);

  kv::Store& store_;
  const Clock& clock_;
  // Lets writers of this process wait instead of losing races to each other.
  Mutex write_mutex_;
};

}  // namespace karvan::agreements
