#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/agreements/storage/record_change.h"
#include "services/agreements/storage/registry_reader.h"
#include "services/agreements/storage/resource_repository.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/committer.h"

namespace karvan::agreements {

// The registry on a key-value store (keys.h tells its rows), as one domain with one log. Nothing is kept in
// memory, so other processes may write to the same store.
class KvResourceRepository final : public ResourceRepository {
 public:
  // Both outlive this.
  KvResourceRepository(kv::Store& store, ledger::Committer& committer)
      : store_(store), committer_(committer) {}

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

  // Plans and commits.
  absl::StatusOr<Record> Write(const WriteOptions& options, const Plan& plan);

  // The revision that an answer names.
  absl::StatusOr<Record> ReadAnswer(const std::string& answer);

  kv::Store& store_;
  ledger::Committer& committer_;
};

}  // namespace karvan::agreements
