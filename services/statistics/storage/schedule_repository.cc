#include "services/statistics/storage/schedule_repository.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/kv_dataset_repository.h"
#include "services/statistics/storage/kv_release_repository.h"
#include "services/statistics/storage/read_record.h"
#include "services/statistics/storage/stored_convert.h"

namespace karvan::statistics {
namespace {

absl::StatusOr<PlannedRelease> ParseAnswer(const std::string& answer) {
  stored::StoredPlannedRelease stored;
  if (!stored.ParseFromString(answer)) return kv::CorruptError("answer of a write to a planned release");
  return FromStored(stored);
}

absl::StatusOr<PlannedRelease> ReadPlan(kv::View& view, absl::string_view dataset, absl::string_view id) {
  const std::string name = PlannedReleaseName(dataset, id);
  KARVAN_ASSIGN_OR_RETURN(
      std::optional<stored::StoredPlannedRelease> stored,
      ReadRecord<stored::StoredPlannedRelease>(view, PlannedReleaseKey(dataset, id), name));
  if (!stored) return ResourceNotFound(name);
  return FromStored(*stored);
}

// The releases that name a plan.
absl::StatusOr<std::vector<stored::StoredRelease>> ReleasesOf(kv::View& view, absl::string_view dataset,
                                                              absl::string_view id) {
  std::vector<stored::StoredRelease> releases;
  const std::string prefix = PlanTiesPrefix(dataset, id);
  kv::Range range = kv::PrefixRange(prefix);
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(const kv::ScanBatch batch, view.Scan(range, {}));
    for (const kv::Row& row : batch.rows) {
      KARVAN_ASSIGN_OR_RETURN(const int64_t number,
                              kv::KeyReader(absl::string_view(row.key).substr(prefix.size())).Int());
      KARVAN_ASSIGN_OR_RETURN(releases.emplace_back(), ReadRelease(view, dataset, number));
    }
    if (!batch.resume_key) return releases;
    range.start = *batch.resume_key;
  }
}

absl::Status AddActual(kv::View& view, PlannedRelease& planned) {
  KARVAN_ASSIGN_OR_RETURN(const std::vector<stored::StoredRelease> releases,
                          ReleasesOf(view, planned.dataset, planned.id));
  int64_t first = 0;  // sequence
  for (const stored::StoredRelease& release : releases) {
    if (release.sequence() == 0 || (first != 0 && release.sequence() > first)) continue;
    first = release.sequence();
    planned.actual = PlannedRelease::Actual{release.number(), FromStored(release.publish_time())};
  }
  return absl::OkStatus();
}

absl::Status CheckUnused(kv::View& view, const PlannedRelease& planned) {
  KARVAN_ASSIGN_OR_RETURN(const std::vector<stored::StoredRelease> releases,
                          ReleasesOf(view, planned.dataset, planned.id));
  for (const stored::StoredRelease& release : releases) {
    if (release.state() == static_cast<int>(ReleaseState::kAbandoned)) continue;
    const std::string plan = PlannedReleaseName(planned.dataset, planned.id);
    const std::string name = ReleaseName(planned.dataset, release.number());
    return Error(absl::StatusCode::kFailedPrecondition, "PLANNED_RELEASE_IN_USE",
                 absl::StrCat(name, " names ", plan, ": it cannot be removed"),
                 {{"resource", plan}, {"release", name}});
  }
  return absl::OkStatus();
}

absl::Status CheckEtag(absl::string_view etag, const PlannedRelease& planned) {
  if (etag.empty() || etag == planned.etag) return absl::OkStatus();
  return EtagMismatch(PlannedReleaseName(planned.dataset, planned.id));
}

}  // namespace

absl::StatusOr<PlannedRelease> ScheduleRepository::Create(const PlannedRelease& planned,
                                                          const ledger::WriteRequest& request) {
  KARVAN_RETURN_IF_ERROR(CheckDatasetExists(store_, planned.dataset));
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    const std::string key = PlannedReleaseKey(planned.dataset, planned.id);
    KARVAN_ASSIGN_OR_RETURN(std::optional<kv::Entry> existing, transaction.view().Get(key));
    if (existing) return ResourceExists(PlannedReleaseName(planned.dataset, planned.id));
    PlannedRelease created = planned;
    created.create_time = created.update_time = transaction.now();
    created.dates.front().announce_time = transaction.now();
    const stored::StoredPlannedRelease stored = ToStored(created);
    transaction.Put(key, EncodeRecord(stored));
    return stored.SerializeAsString();
  };
  KARVAN_ASSIGN_OR_RETURN(const std::string answer, committer_.Write(planned.dataset, request, decide));
  return ParseAnswer(answer);
}

absl::StatusOr<PlannedRelease> ScheduleRepository::Get(absl::string_view dataset,
                                                       absl::string_view id) const {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(PlannedRelease planned, ReadPlan(*view, dataset, id));
  KARVAN_RETURN_IF_ERROR(AddActual(*view, planned));
  return planned;
}

absl::StatusOr<PlannedReleasePage> ScheduleRepository::List(absl::string_view dataset,
                                                            absl::string_view first_id, int limit) const {
  KARVAN_RETURN_IF_ERROR(CheckDatasetExists(store_, dataset));
  kv::Range range = kv::PrefixRange(PlannedReleasesPrefix(dataset));
  if (!first_id.empty()) range.start = PlannedReleaseKey(dataset, first_id);
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  PlannedReleasePage page;
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch,
                            view->Scan(range, {.limit = static_cast<size_t>(limit) + 1}));
    for (const kv::Row& row : batch.rows) {
      stored::StoredPlannedRelease stored;
      KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, absl::StrCat("a planned release of ", dataset), stored));
      if (static_cast<int>(page.planned_releases.size()) == limit) {
        page.next_id = stored.id();
        return page;
      }
      page.planned_releases.push_back(FromStored(stored));
      KARVAN_RETURN_IF_ERROR(AddActual(*view, page.planned_releases.back()));
    }
    if (!batch.resume_key) return page;
    range.start = *batch.resume_key;
  }
}

absl::StatusOr<PlannedRelease> ScheduleRepository::Update(absl::string_view dataset, absl::string_view id,
                                                          absl::string_view etag,
                                                          const PlannedReleaseChange& change,
                                                          const ledger::WriteRequest& request) {
  KARVAN_RETURN_IF_ERROR(CheckDatasetExists(store_, dataset));
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_ASSIGN_OR_RETURN(PlannedRelease planned, ReadPlan(transaction.view(), dataset, id));
    KARVAN_RETURN_IF_ERROR(CheckEtag(etag, planned));
    KARVAN_RETURN_IF_ERROR(Apply(change, transaction.now(), planned));
    const stored::StoredPlannedRelease stored = ToStored(planned);
    transaction.Put(PlannedReleaseKey(dataset, id), EncodeRecord(stored));
    return stored.SerializeAsString();
  };
  KARVAN_ASSIGN_OR_RETURN(const std::string answer, committer_.Write(dataset, request, decide));
  KARVAN_ASSIGN_OR_RETURN(PlannedRelease planned, ParseAnswer(answer));
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_RETURN_IF_ERROR(AddActual(*view, planned));
  return planned;
}

absl::Status ScheduleRepository::Delete(absl::string_view dataset, absl::string_view id,
                                        absl::string_view etag, const ledger::WriteRequest& request) {
  KARVAN_RETURN_IF_ERROR(CheckDatasetExists(store_, dataset));
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_ASSIGN_OR_RETURN(const PlannedRelease planned, ReadPlan(transaction.view(), dataset, id));
    KARVAN_RETURN_IF_ERROR(CheckEtag(etag, planned));
    KARVAN_RETURN_IF_ERROR(CheckUnused(transaction.view(), planned));
    transaction.Delete(PlannedReleaseKey(dataset, id));
    return std::string();
  };
  return committer_.Write(dataset, request, decide).status();
}

absl::Status TieToPlan(ledger::Transaction& transaction, absl::string_view dataset, absl::string_view id,
                       int64_t release) {
  KARVAN_RETURN_IF_ERROR(ReadPlan(transaction.view(), dataset, id).status());
  transaction.Put(PlanTieKey(dataset, id, release), "");
  return absl::OkStatus();
}

}  // namespace karvan::statistics
