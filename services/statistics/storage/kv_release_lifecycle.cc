#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/kv_dataset_repository.h"
#include "services/statistics/storage/kv_release_repository.h"
#include "services/statistics/storage/publish.h"
#include "services/statistics/storage/read_record.h"
#include "services/statistics/storage/release_comparison.h"
#include "services/statistics/storage/run_list.h"
#include "services/statistics/storage/stored_convert.h"

namespace karvan::statistics {
namespace {

bool HasFinal(const History& history) {
  return std::any_of(history.publications().begin(), history.publications().end(),
                     [](const Publication& p) { return p.finality == Finality::kFinal; });
}

// Each try meets another publication of the dataset that was faster.
constexpr int kMaxTries = 20;

absl::Status Alive() { return absl::OkStatus(); }

bool IsConflict(const absl::Status& status) { return ErrorReason(status) == "CONFLICT"; }

// When the office publishes: as the call says, as the release says, or at `otherwise`.
absl::Time PublishedAt(std::optional<absl::Time> asked, const stored::StoredRelease& stored,
                       absl::Time otherwise) {
  if (asked) return *asked;
  return stored.has_published_at() ? FromStored(stored.published_at()) : otherwise;
}

int64_t EventCount(const stored::StoredRunList& list) {
  return list.publication_count() + list.retraction_count() + list.purge_count();
}

absl::Status EndEmbargo(ledger::Transaction& transaction, absl::Time published_at,
                        stored::StoredRelease& stored) {
  transaction.Delete(EmbargoKey(stored.dataset(), stored.number()));
  return PublishIn(transaction, published_at, stored);
}

void SetEmbargo(ledger::Transaction& transaction, absl::Time time, stored::StoredRelease& stored) {
  stored::StoredEmbargo embargo;
  *embargo.mutable_time() = ToStored(time);
  transaction.Put(EmbargoKey(stored.dataset(), stored.number()), EncodeRecord(embargo));
  stored.set_state(static_cast<int>(ReleaseState::kEmbargoed));
  *stored.mutable_embargo_time() = ToStored(time);
}

}  // namespace

absl::StatusOr<Release> KvReleaseRepository::Validate(absl::string_view dataset, int64_t number,
                                                      absl::string_view etag,
                                                      const ledger::WriteRequest& request,
                                                      const std::function<absl::Status()>& check_alive) {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredRelease before, ReadRelease(*view, dataset, number));
  view.reset();
  Examination examined;
  if (CheckCanValidate(FromStored(before)).ok()) {
    KARVAN_ASSIGN_OR_RETURN(examined, Examine(before, std::nullopt, Thoroughness::kFull, check_alive));
    examined.state.reset();  // the report says which snapshot it is of
  }
  auto change = [&](ledger::Transaction& transaction, stored::StoredRelease& stored) -> absl::Status {
    KARVAN_RETURN_IF_ERROR(CheckCanValidate(FromStored(stored)));
    KARVAN_RETURN_IF_ERROR(CheckStillHolds(examined, stored, transaction));
    *stored.mutable_validation() = ToStored(*examined.report);
    stored.set_state(static_cast<int>(ReleaseState::kValidated));
    return absl::OkStatus();
  };
  KARVAN_ASSIGN_OR_RETURN(stored::StoredRelease stored, Update(dataset, number, etag, request, change));
  return FromStored(stored);
}

absl::StatusOr<Release> KvReleaseRepository::Publish(absl::string_view dataset, int64_t number,
                                                     std::optional<absl::Time> published_at,
                                                     absl::string_view etag,
                                                     const ledger::WriteRequest& request) {
  auto change = [&](ledger::Transaction& transaction, stored::StoredRelease& stored) -> absl::Status {
    KARVAN_RETURN_IF_ERROR(CheckCanPublish(FromStored(stored)));
    const absl::Time time = PublishedAt(published_at, stored, transaction.now());
    if (stored.state() == static_cast<int>(ReleaseState::kEmbargoed)) {
      return EndEmbargo(transaction, time, stored);
    }
    return PublishIn(transaction, time, stored);
  };
  KARVAN_ASSIGN_OR_RETURN(
      Release release, ExamineAndUpdate(dataset, number, published_at, Thoroughness::kWhereItCanDecide, etag,
                                        request, change));
  on_published_(dataset);
  return release;
}

absl::StatusOr<Release> KvReleaseRepository::Embargo(absl::string_view dataset, int64_t number,
                                                     absl::Time embargo_time,
                                                     std::optional<absl::Time> published_at,
                                                     absl::string_view etag,
                                                     const ledger::WriteRequest& request) {
  auto change = [&](ledger::Transaction& transaction, stored::StoredRelease& stored) -> absl::Status {
    KARVAN_RETURN_IF_ERROR(CheckCanEmbargo(FromStored(stored)));
    KARVAN_RETURN_IF_ERROR(CheckEmbargoTime(embargo_time, transaction.now()));
    KARVAN_RETURN_IF_ERROR(CheckPublishedAt(PublishedAt(published_at, stored, embargo_time), embargo_time));
    if (published_at) *stored.mutable_published_at() = ToStored(*published_at);
    SetEmbargo(transaction, embargo_time, stored);
    return absl::OkStatus();
  };
  KARVAN_ASSIGN_OR_RETURN(Release release, ExamineAndUpdate(dataset, number, published_at,
                                                            Thoroughness::kFull, etag, request, change));
  on_embargo_();
  return release;
}

absl::StatusOr<Release> KvReleaseRepository::MoveEmbargo(absl::string_view dataset, int64_t number,
                                                         absl::Time embargo_time, absl::string_view etag,
                                                         const ledger::WriteRequest& request) {
  auto change = [&](ledger::Transaction& transaction, stored::StoredRelease& stored) -> absl::Status {
    KARVAN_RETURN_IF_ERROR(CheckIsEmbargoed(FromStored(stored)));
    KARVAN_RETURN_IF_ERROR(CheckEmbargoTime(embargo_time, transaction.now()));
    KARVAN_RETURN_IF_ERROR(CheckPublishedAt(PublishedAt(std::nullopt, stored, embargo_time), embargo_time));
    SetEmbargo(transaction, embargo_time, stored);
    return absl::OkStatus();
  };
  KARVAN_ASSIGN_OR_RETURN(stored::StoredRelease stored, Update(dataset, number, etag, request, change));
  on_embargo_();
  return FromStored(stored);
}

absl::StatusOr<Release> KvReleaseRepository::CancelEmbargo(absl::string_view dataset, int64_t number,
                                                           absl::string_view etag,
                                                           const ledger::WriteRequest& request) {
  auto change = [&](ledger::Transaction& transaction, stored::StoredRelease& stored) -> absl::Status {
    KARVAN_RETURN_IF_ERROR(CheckIsEmbargoed(FromStored(stored)));
    transaction.Delete(EmbargoKey(dataset, number));
    stored.set_state(static_cast<int>(ReleaseState::kValidated));
    stored.clear_embargo_time();
    return absl::OkStatus();
  };
  KARVAN_ASSIGN_OR_RETURN(stored::StoredRelease stored, Update(dataset, number, etag, request, change));
  return FromStored(stored);
}

absl::StatusOr<std::vector<PendingEmbargo>> KvReleaseRepository::Embargoes(absl::string_view dataset) const {
  const std::string prefix = EmbargoesPrefix(dataset);
  kv::Range range = kv::PrefixRange(prefix);
  std::vector<PendingEmbargo> embargoes;
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view->Scan(range, {}));
    for (const kv::Row& row : batch.rows) {
      stored::StoredEmbargo stored;
      KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, absl::StrCat("an embargo of ", dataset), stored));
      KARVAN_ASSIGN_OR_RETURN(const int64_t number,
                              kv::KeyReader(absl::string_view(row.key).substr(prefix.size())).Int());
      embargoes.push_back({number, FromStored(stored.time())});
    }
    if (!batch.resume_key) return embargoes;
    range.start = *batch.resume_key;
  }
}

absl::Status KvReleaseRepository::PublishDue(absl::string_view dataset, int64_t number, absl::Time now) {
  auto change = [&](ledger::Transaction& transaction, stored::StoredRelease& stored) -> absl::Status {
    KARVAN_RETURN_IF_ERROR(CheckIsEmbargoed(FromStored(stored)));
    const absl::Time time = FromStored(stored.embargo_time());
    if (time > now) return Conflict("the embargo was moved to a later time");
    return EndEmbargo(transaction, PublishedAt(std::nullopt, stored, time), stored);
  };
  KARVAN_RETURN_IF_ERROR(Update(dataset, number, "", ledger::WriteRequest(), change).status());
  on_published_(dataset);
  return absl::OkStatus();
}

absl::StatusOr<Release> KvReleaseRepository::Retract(absl::string_view dataset, int64_t number,
                                                     absl::string_view reason, absl::string_view etag,
                                                     const ledger::WriteRequest& request) {
  auto change = [&](ledger::Transaction& transaction, stored::StoredRelease& stored) -> absl::Status {
    KARVAN_RETURN_IF_ERROR(CheckCanRetract(FromStored(stored)));
    const std::string name = ReleaseName(dataset, number);
    const std::string key = PublicationKey(dataset, stored.sequence());
    KARVAN_ASSIGN_OR_RETURN(std::optional<stored::StoredPublication> publication,
                            ReadRecord<stored::StoredPublication>(transaction.view(), key,
                                                                  absl::StrCat("publication of ", name)));
    if (!publication) return kv::CorruptError(absl::StrCat("the publication of ", name, " is missing"));
    KARVAN_ASSIGN_OR_RETURN(stored::StoredRunList runs, ReadRunList(transaction.view(), dataset));

    stored.set_retraction_sequence(transaction.next_sequence());
    *stored.mutable_retract_time() = ToStored(transaction.now());
    stored.set_retraction_reason(std::string(reason));
    stored.set_state(static_cast<int>(ReleaseState::kRetracted));
    stored::StoredRetractedEntry entry;
    entry.set_release(name);
    entry.set_reason(std::string(reason));
    KARVAN_RETURN_IF_ERROR(transaction.Append("release.retracted", entry.SerializeAsString()));
    publication->set_retraction(stored.retraction_sequence());
    *publication->mutable_retracted_at() = stored.retract_time();
    transaction.Put(key, EncodeRecord(*publication));
    runs.set_retraction_count(runs.retraction_count() + 1);
    transaction.Put(RunListKey(dataset), EncodeRecord(runs));
    return absl::OkStatus();
  };
  KARVAN_ASSIGN_OR_RETURN(stored::StoredRelease stored, Update(dataset, number, etag, request, change));
  return FromStored(stored);
}

absl::StatusOr<KvReleaseRepository::Examination> KvReleaseRepository::Examine(
    const stored::StoredRelease& stored, std::optional<absl::Time> published_at, Thoroughness thoroughness,
    const std::function<absl::Status()>& check_alive) {
  const std::string& dataset = stored.dataset();
  const Release release = FromStored(stored);
  Examination examined;
  examined.etag = release.etag;
  std::vector<OpenRun> runs;
  for (const stored::StoredFileRun& run : RunsOf(stored)) {
    KARVAN_ASSIGN_OR_RETURN(OpenRun open, catalog_.Open(RunPrefix(dataset, run.run()), 0));
    runs.push_back(std::move(open));
  }
  ReleaseComparison comparison(catalog_, runs, check_alive);
  if (release.mode == ReleaseMode::kReplace) KARVAN_RETURN_IF_ERROR(comparison.CheckScope(release));

  if (thoroughness == Thoroughness::kWhereItCanDecide) {
    KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
    KARVAN_ASSIGN_OR_RETURN(const stored::StoredRunList list, ReadRunList(*view, dataset));
    // Only a change of final figures without a reason forbids a publication.
    if (!list.has_final() || !release.revision_reason.empty()) return examined;
  }
  KARVAN_ASSIGN_OR_RETURN(const std::shared_ptr<const DatasetState> state, states_.Get(dataset));
  examined.state = state;
  KARVAN_ASSIGN_OR_RETURN(const absl::Time now, Now(dataset));
  Publication publication;
  publication.published_at = PublishedAt(published_at, stored, now);
  if (release.mode == ReleaseMode::kReplace) publication.replaces = release.scope;
  KARVAN_ASSIGN_OR_RETURN(examined.report, comparison.Compare(*state, publication));
  examined.report->snapshot = state->history.latest();
  examined.report->validate_time = now;
  KARVAN_RETURN_IF_ERROR(CheckRevisionReason(release, *examined.report));
  if (examined.report->truncated && HasFinal(state->history) && release.revision_reason.empty()) {
    return RevisionReasonMissing(release, "is too large to be compared with the figures of final releases");
  }
  return examined;
}

absl::Status KvReleaseRepository::CheckStillHolds(const Examination& examined,
                                                  const stored::StoredRelease& stored,
                                                  ledger::Transaction& transaction) const {
  if (examined.etag != FromStored(stored).etag) return Conflict("the release changed while it was examined");
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredRunList list,
                          ReadRunList(transaction.view(), stored.dataset()));
  if (examined.state == nullptr) {
    // It was not compared, for no release was final.
    if (!list.has_final() || !stored.revision_reason().empty()) return absl::OkStatus();
    return Conflict("a final release was published while the release was examined");
  }
  if (EventCount(list) == examined.state->history.event_count()) return absl::OkStatus();
  return Conflict("the dataset was published to while the release was examined");
}

absl::StatusOr<Release> KvReleaseRepository::ExamineAndUpdate(absl::string_view dataset, int64_t number,
                                                              std::optional<absl::Time> published_at,
                                                              Thoroughness of_draft, absl::string_view etag,
                                                              const ledger::WriteRequest& request,
                                                              Change change) {
  for (int tries = 1;; ++tries) {
    KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
    KARVAN_ASSIGN_OR_RETURN(const stored::StoredRelease before, ReadRelease(*view, dataset, number));
    view.reset();
    // What is refused anyhow, or was done already, is not examined.
    std::optional<Examination> examined;
    const Release release = FromStored(before);
    const bool embargoed = release.state == ReleaseState::kEmbargoed;
    if ((embargoed || CheckCanValidate(release).ok()) && (etag.empty() || etag == release.etag)) {
      KARVAN_ASSIGN_OR_RETURN(examined, ExamineToPublish(before, published_at, of_draft));
    }
    auto checked_change = [&](ledger::Transaction& transaction,
                              stored::StoredRelease& stored) -> absl::Status {
      if (examined) {
        KARVAN_RETURN_IF_ERROR(CheckStillHolds(*examined, stored, transaction));
        if (examined->report) *stored.mutable_validation() = ToStored(*examined->report);
      } else if (CheckCanValidate(FromStored(stored)).ok()) {
        return Conflict("the release changed while the call came");
      }
      return change(transaction, stored);
    };
    absl::StatusOr<stored::StoredRelease> stored = Update(dataset, number, etag, request, checked_change);
    if (stored.ok()) return FromStored(*stored);
    if (!IsConflict(stored.status()) || tries == kMaxTries) return stored.status();
  }
}

absl::StatusOr<KvReleaseRepository::Examination> KvReleaseRepository::ExamineToPublish(
    const stored::StoredRelease& stored, std::optional<absl::Time> published_at, Thoroughness of_draft) {
  const Release release = FromStored(stored);
  if (release.state == ReleaseState::kDraft) return Examine(stored, published_at, of_draft, Alive);
  KARVAN_ASSIGN_OR_RETURN(const std::shared_ptr<const DatasetState> state, states_.Get(stored.dataset()));
  if (release.validation && release.validation->snapshot == state->history.latest() && !published_at) {
    return Examination{release.etag, state, release.validation};
  }
  return Examine(stored, published_at, Thoroughness::kFull, Alive);
}

absl::StatusOr<absl::Time> KvReleaseRepository::Now(absl::string_view dataset) {
  absl::Time now;
  auto decide = [&now](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    now = transaction.now();
    return std::string();
  };
  KARVAN_RETURN_IF_ERROR(committer_.DryRun(dataset, decide).status());
  return now;
}

}  // namespace karvan::statistics
