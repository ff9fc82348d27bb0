#pragma once

#include <functional>

#include "services/platform/kv/store.h"
#include "services/platform/ledger/committer.h"
#include "services/statistics/storage/release_repository.h"
#include "services/statistics/storage/run/run_reader.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {

// Keeps releases in the domains of their datasets. All arguments outlive it.
class KvReleaseRepository final : public ReleaseRepository {
 public:
  // `on_published` is told of each dataset that was published to.
  KvReleaseRepository(
      RunCatalog& catalog, ledger::Committer& committer,
      std::function<void(absl::string_view)> on_published = [](absl::string_view) {})
      : catalog_(catalog),
        store_(catalog.store()),
        committer_(committer),
        on_published_(std::move(on_published)) {}

  absl::StatusOr<Release> Create(const Release& draft, const ledger::WriteRequest& request) override;
  absl::StatusOr<Release> Get(absl::string_view dataset, int64_t number) const override;
  absl::StatusOr<ReleasePage> List(absl::string_view dataset, int64_t first_number, int limit) const override;
  absl::StatusOr<std::unique_ptr<ReleaseImport>> BeginImport(absl::string_view dataset,
                                                             int64_t number) override;
  absl::StatusOr<Release> Publish(absl::string_view dataset, int64_t number,
                                  std::optional<absl::Time> published_at, absl::string_view etag,
                                  const ledger::WriteRequest& request) override;
  absl::StatusOr<Release> Abandon(absl::string_view dataset, int64_t number, absl::string_view etag,
                                  const ledger::WriteRequest& request) override;

 private:
  using Change = absl::FunctionRef<absl::Status(ledger::Transaction&, stored::StoredRelease&)>;

  // Changes a release in one commit, and gives it as it was then.
  absl::StatusOr<stored::StoredRelease> Update(absl::string_view dataset, int64_t number,
                                               absl::string_view etag, const ledger::WriteRequest& request,
                                               Change change);

  RunCatalog& catalog_;
  kv::Store& store_;
  ledger::Committer& committer_;
  std::function<void(absl::string_view)> on_published_;
};

// Reads a release as it is stored. RESOURCE_NOT_FOUND.
absl::StatusOr<stored::StoredRelease> ReadRelease(kv::View& view, absl::string_view dataset, int64_t number);

}  // namespace karvan::statistics
