#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/platform/kv/store.h"
#include "services/platform/ledger/committer.h"
#include "services/statistics/storage/dataset_state.h"
#include "services/statistics/storage/release_repository.h"
#include "services/statistics/storage/run/run_reader.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {

// Keeps releases in the domains of their datasets. All arguments outlive it. What leads from a draft to its
// publication and beyond is in kv_release_lifecycle.cc.
class KvReleaseRepository final : public ReleaseRepository {
 public:
  // `on_published` is told of each dataset that was published to, `on_embargo` that an embargo was set or
  // moved.
  KvReleaseRepository(
      RunCatalog& catalog, ledger::Committer& committer,
      std::function<void(absl::string_view)> on_published = [](absl::string_view) {},
      std::function<void()> on_embargo = [] {})
      : catalog_(catalog),
        store_(catalog.store()),
        committer_(committer),
        states_(catalog),
        on_published_(std::move(on_published)),
        on_embargo_(std::move(on_embargo)) {}

  absl::StatusOr<Release> Create(const Release& draft, const ledger::WriteRequest& request) override;
  absl::StatusOr<Release> Get(absl::string_view dataset, int64_t number) const override;
  absl::StatusOr<ReleasePage> List(absl::string_view dataset, int64_t first_number, int limit) const override;
  absl::StatusOr<std::unique_ptr<ReleaseImport>> BeginImport(absl::string_view dataset,
                                                             int64_t number) override;
  absl::StatusOr<Release> Validate(absl::string_view dataset, int64_t number, absl::string_view etag,
                                   const ledger::WriteRequest& request,
                                   const std::function<absl::Status()>& check_alive) override;
  absl::StatusOr<Release> Publish(absl::string_view dataset, int64_t number,
                                  std::optional<absl::Time> published_at, absl::string_view etag,
                                  const ledger::WriteRequest& request) override;
  absl::StatusOr<Release> Embargo(absl::string_view dataset, int64_t number, absl::Time embargo_time,
                                  std::optional<absl::Time> published_at, absl::string_view etag,
                                  const ledger::WriteRequest& request) override;
  absl::StatusOr<Release> MoveEmbargo(absl::string_view dataset, int64_t number, absl::Time embargo_time,
                                      absl::string_view etag, const ledger::WriteRequest& request) override;
  absl::StatusOr<Release> CancelEmbargo(absl::string_view dataset, int64_t number, absl::string_view etag,
                                        const ledger::WriteRequest& request) override;
  absl::StatusOr<std::vector<PendingEmbargo>> Embargoes(absl::string_view dataset) const override;
  absl::Status PublishDue(absl::string_view dataset, int64_t number, absl::Time now) override;
  absl::StatusOr<Release> Retract(absl::string_view dataset, int64_t number, absl::string_view reason,
                                  absl::string_view etag, const ledger::WriteRequest& request) override;
  absl::StatusOr<Release> Abandon(absl::string_view dataset, int64_t number, absl::string_view etag,
                                  const ledger::WriteRequest& request) override;

 private:
  using Change = absl::FunctionRef<absl::Status(ledger::Transaction&, stored::StoredRelease&)>;

  // Changes a release in one commit, and gives it as it was then.
  absl::StatusOr<stored::StoredRelease> Update(absl::string_view dataset, int64_t number,
                                               absl::string_view etag, const ledger::WriteRequest& request,
                                               Change change);

  // What was found of a release before a commit that needs it, and whether it still holds then.
  struct Examination {
    std::string etag;                           // of the release as it was
    std::shared_ptr<const DatasetState> state;  // as it was; null when it does not matter
    std::optional<ValidationReport> report;     // when it was compared
  };
  enum class Thoroughness { kFull, kWhereItCanDecide };

  // Reads the cells of a release and compares them with what is seen. RELEASE_OUTSIDE_SCOPE,
  // REVISION_REASON_MISSING.
  absl::StatusOr<Examination> Examine(const stored::StoredRelease& stored,
                                      std::optional<absl::Time> published_at, Thoroughness thoroughness,
                                      const std::function<absl::Status()>& check_alive);
  // As much of it as a publication needs: a VALIDATED release only when its report is out of date.
  absl::StatusOr<Examination> ExamineToPublish(const stored::StoredRelease& stored,
                                               std::optional<absl::Time> published_at, Thoroughness of_draft);
  absl::Status CheckStillHolds(const Examination& examined, const stored::StoredRelease& stored,
                               ledger::Transaction& transaction) const;
  // Examines a release where it has to be, and changes it; again, when it or what is seen changed meanwhile.
  absl::StatusOr<Release> ExamineAndUpdate(absl::string_view dataset, int64_t number,
                                           std::optional<absl::Time> published_at, Thoroughness of_draft,
                                           absl::string_view etag, const ledger::WriteRequest& request,
                                           Change change);
  // The recorded time that a write of the dataset would have now.
  absl::StatusOr<absl::Time> Now(absl::string_view dataset);

  RunCatalog& catalog_;
  kv::Store& store_;
  ledger::Committer& committer_;
  DatasetStates states_;
  std::function<void(absl::string_view)> on_published_;
  std::function<void()> on_embargo_;
};

// Reads a release as it is stored. RESOURCE_NOT_FOUND.
absl::StatusOr<stored::StoredRelease> ReadRelease(kv::View& view, absl::string_view dataset, int64_t number);

}  // namespace karvan::statistics
