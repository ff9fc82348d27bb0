#include "services/statistics/storage/kv_release_repository.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/storage/counters.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/kv_dataset_repository.h"
#include "services/statistics/storage/kv_release_import.h"
#include "services/statistics/storage/publish.h"
#include "services/statistics/storage/read_record.h"
#include "services/statistics/storage/schedule_repository.h"
#include "services/statistics/storage/stored_convert.h"

namespace karvan::statistics {
namespace {

absl::StatusOr<stored::StoredRelease> ParseAnswer(const std::string& answer) {
  stored::StoredRelease stored;
  if (!stored.ParseFromString(answer)) return kv::CorruptError("answer of a write to a release");
  return stored;
}

}  // namespace

absl::StatusOr<Release> KvReleaseRepository::Create(const Release& draft,
                                                    const ledger::WriteRequest& request) {
  KARVAN_RETURN_IF_ERROR(CheckDatasetExists(store_, draft.dataset));
  auto decide = [&draft](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_ASSIGN_OR_RETURN(stored::StoredCounters counters, ReadCounters(transaction.view(), draft.dataset));
    const int64_t number = counters.release_count() + 1;
    counters.set_release_count(number);
    transaction.Put(CountersKey(draft.dataset), EncodeRecord(counters));
    stored::StoredRelease stored = ToStored(draft);
    stored.set_number(number);
    stored.set_state(static_cast<int>(ReleaseState::kDraft));
    *stored.mutable_create_time() = ToStored(transaction.now());
    if (!draft.planned_release.empty()) {
      KARVAN_RETURN_IF_ERROR(TieToPlan(transaction, draft.dataset, draft.planned_release, number));
    }
    transaction.Put(ReleaseKey(draft.dataset, number), EncodeRecord(stored));
    return stored.SerializeAsString();
  };
  KARVAN_ASSIGN_OR_RETURN(std::string answer, committer_.Write(draft.dataset, request, decide));
  KARVAN_ASSIGN_OR_RETURN(stored::StoredRelease stored, ParseAnswer(answer));
  return FromStored(stored);
}

absl::StatusOr<Release> KvReleaseRepository::Get(absl::string_view dataset, int64_t number) const {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(stored::StoredRelease stored, ReadRelease(*view, dataset, number));
  return FromStored(stored);
}

absl::StatusOr<ReleasePage> KvReleaseRepository::List(absl::string_view dataset, int64_t first_number,
                                                      int limit) const {
  KARVAN_RETURN_IF_ERROR(CheckDatasetExists(store_, dataset));
  kv::Range range = kv::PrefixRange(ReleasesPrefix(dataset));
  range.start = std::max(range.start, ReleaseKey(dataset, first_number));
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  ReleasePage page;
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch,
                            view->Scan(range, {.limit = static_cast<size_t>(limit) + 1}));
    for (const kv::Row& row : batch.rows) {
      stored::StoredRelease stored;
      KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, absl::StrCat("a release of ", dataset), stored));
      if (static_cast<int>(page.releases.size()) == limit) {
        page.next_number = stored.number();
        return page;
      }
      page.releases.push_back(FromStored(stored));
    }
    if (!batch.resume_key) return page;
    range.start = *batch.resume_key;
  }
}

absl::StatusOr<std::unique_ptr<ReleaseImport>> KvReleaseRepository::BeginImport(absl::string_view dataset,
                                                                                int64_t number) {
  KARVAN_ASSIGN_OR_RETURN(Release release, Get(dataset, number));
  KARVAN_RETURN_IF_ERROR(CheckCanImport(release));
  return std::unique_ptr<ReleaseImport>(new KvReleaseImport(catalog_, committer_, std::move(release)));
}

absl::StatusOr<Release> KvReleaseRepository::Abandon(absl::string_view dataset, int64_t number,
                                                     absl::string_view etag,
                                                     const ledger::WriteRequest& request) {
  auto change = [](ledger::Transaction&, stored::StoredRelease& stored) -> absl::Status {
    KARVAN_RETURN_IF_ERROR(CheckCanAbandon(FromStored(stored)));
    stored.set_state(static_cast<int>(ReleaseState::kAbandoned));
    return absl::OkStatus();
  };
  KARVAN_ASSIGN_OR_RETURN(stored::StoredRelease stored, Update(dataset, number, etag, request, change));
  // From here on nothing names the runs. What cannot be dropped now, OrphanCleaner drops later.
  for (const stored::StoredFileRun& run : RunsOf(stored)) {
    const std::string prefix = RunPrefix(dataset, run.run());
    catalog_.Forget(prefix);
    store_.DropPrefix(prefix).IgnoreError();
  }
  return FromStored(stored);
}

absl::StatusOr<stored::StoredRelease> KvReleaseRepository::Update(absl::string_view dataset, int64_t number,
                                                                  absl::string_view etag,
                                                                  const ledger::WriteRequest& request,
                                                                  Change change) {
  KARVAN_RETURN_IF_ERROR(CheckDatasetExists(store_, dataset));
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_ASSIGN_OR_RETURN(stored::StoredRelease stored, ReadRelease(transaction.view(), dataset, number));
    if (!etag.empty() && etag != FromStored(stored).etag) return EtagMismatch(ReleaseName(dataset, number));
    KARVAN_RETURN_IF_ERROR(change(transaction, stored));
    transaction.Put(ReleaseKey(dataset, number), EncodeRecord(stored));
    return stored.SerializeAsString();
  };
  KARVAN_ASSIGN_OR_RETURN(std::string answer, committer_.Write(dataset, request, decide));
  return ParseAnswer(answer);
}

absl::StatusOr<stored::StoredRelease> ReadRelease(kv::View& view, absl::string_view dataset, int64_t number) {
  const std::string name = ReleaseName(dataset, number);
  KARVAN_ASSIGN_OR_RETURN(std::optional<stored::StoredRelease> stored,
                          ReadRecord<stored::StoredRelease>(view, ReleaseKey(dataset, number), name));
  if (!stored) return ResourceNotFound(name);
  return *std::move(stored);
}

}  // namespace karvan::statistics
