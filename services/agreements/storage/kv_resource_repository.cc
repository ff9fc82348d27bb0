#include "services/agreements/storage/kv_resource_repository.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/agreements/storage/errors.h"
#include "services/agreements/storage/keys.h"
#include "services/agreements/storage/record_lister.h"
#include "services/agreements/storage/request_log.h"
#include "services/platform/kv/batch.h"
#include "services/platform/kv/errors.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/status/macros.h"

namespace karvan::agreements {
namespace {

constexpr int kMaxWriteAttempts = 20;
constexpr size_t kMaxReferrersNamed = 10;

// The time that a write is recorded with: the clock's, in the precision that rows have, but never before the
// last write's.
absl::Time RecordedTime(const Clock& clock, const Head& head) {
  return std::max(absl::FromUnixMicros(absl::ToUnixMicros(clock.Now())), head.time);
}

// Sets what follows from the revision before. The etag depends on all that the revision says, so that it
// differs even between two registries that were one.
void SetRevision(RecordChange& change) {
  Record& after = change.after;
  after.lifecycle.revision = change.before.has_value() ? change.before->lifecycle.revision + 1 : 1;
  after.lifecycle.etag.clear();
  const std::string identity = absl::StrCat(after.name.ToString(), "\n", EncodeRecord(after, /*sequence=*/0));
  after.lifecycle.etag = absl::StrFormat("%016x", listing::Fingerprint(identity));
}

absl::StatusOr<Record> Existing(const ResourceName& name, RegistryReader& reader) {
  KARVAN_ASSIGN_OR_RETURN(std::optional<StoredRecord> stored, reader.Current(name));
  if (!stored.has_value()) return ResourceNotFoundError(name);
  return std::move(stored->record);
}

// The present revision, if it may be changed by a caller that has seen `etag`.
absl::StatusOr<Record> Changeable(const ResourceName& name, absl::string_view etag, RegistryReader& reader) {
  KARVAN_ASSIGN_OR_RETURN(Record present, Existing(name, reader));
  if (present.lifecycle.delete_time.has_value()) return ResourceDeletedError(name);
  if (!etag.empty() && etag != present.lifecycle.etag) return EtagMismatchError(name, etag);
  return present;
}

absl::Status CheckUnreferenced(const ResourceName& name, RegistryReader& reader) {
  KARVAN_ASSIGN_OR_RETURN(std::vector<ResourceName> referrers,
                          reader.Referrers(name, kMaxReferrersNamed + 1));
  if (referrers.empty()) return absl::OkStatus();
  const bool more = referrers.size() > kMaxReferrersNamed;
  if (more) referrers.pop_back();
  return StillReferencedError(name, referrers, more);
}

}  // namespace

absl::StatusOr<Record> KvResourceRepository::Get(const ResourceName& name) {
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
  RegistryReader reader(*view);
  return Existing(name, reader);
}

absl::StatusOr<Page<Record>> KvResourceRepository::List(const ListQuery& query) {
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const Head head, RegistryReader(*view).ReadHead());
  if (query.snapshot > head.sequence) return SnapshotUnknownError();
  return RecordLister(store_, query, query.snapshot == 0 ? head.sequence : query.snapshot).List();
}

absl::StatusOr<RevisionPage<Record>> KvResourceRepository::ListRevisions(const ResourceName& name,
                                                                         int64_t start_sequence, int limit) {
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
  const int64_t last = start_sequence == 0 ? std::numeric_limits<int64_t>::max() : start_sequence;
  kv::ScanOptions options;
  options.limit = static_cast<size_t>(limit);
  options.reverse = true;
  KARVAN_ASSIGN_OR_RETURN(const kv::ScanBatch batch, view->Scan(RevisionRange(name, last), options));
  if (batch.rows.empty()) return ResourceNotFoundError(name);

  RevisionPage<Record> page;
  for (const kv::Row& row : batch.rows) {
    KARVAN_ASSIGN_OR_RETURN(StoredRecord stored, DecodeRecord(name, row.value));
    // The first revision is the end; before any other there is one more.
    page.next_sequence = stored.record.lifecycle.revision == 1 ? 0 : stored.sequence - 1;
    page.items.push_back(std::move(stored.record));
  }
  return page;
}

absl::StatusOr<Record> KvResourceRepository::Create(const ResourceName& name, const std::string& content,
                                                    const WriteOptions& options) {
  return Write(options, [&](RegistryReader& reader, absl::Time now) -> absl::StatusOr<RecordChange> {
    KARVAN_ASSIGN_OR_RETURN(const std::optional<StoredRecord> present, reader.Current(name));
    if (present.has_value()) return ResourceExistsError(name);
    RecordChange change;
    change.after.name = name;
    change.after.content = content;
    change.after.lifecycle.create_time = now;
    change.after.lifecycle.update_time = now;
    return change;
  });
}

absl::StatusOr<Record> KvResourceRepository::Update(const ResourceName& name, absl::string_view etag,
                                                    const Edit& edit, const WriteOptions& options) {
  return Write(options, [&](RegistryReader& reader, absl::Time now) -> absl::StatusOr<RecordChange> {
    KARVAN_ASSIGN_OR_RETURN(Record present, Changeable(name, etag, reader));
    RecordChange change{present, present};
    KARVAN_ASSIGN_OR_RETURN(change.after.content, edit(present.content));
    change.after.lifecycle.update_time = now;
    return change;
  });
}

absl::StatusOr<Record> KvResourceRepository::Delete(const ResourceName& name, absl::string_view etag,
                                                    const WriteOptions& options) {
  return Write(options, [&](RegistryReader& reader, absl::Time now) -> absl::StatusOr<RecordChange> {
    KARVAN_ASSIGN_OR_RETURN(Record present, Changeable(name, etag, reader));
    KARVAN_RETURN_IF_ERROR(CheckUnreferenced(name, reader));
    RecordChange change{present, present};
    change.after.lifecycle.update_time = now;
    change.after.lifecycle.delete_time = now;
    return change;
  });
}

absl::StatusOr<Record> KvResourceRepository::Write(const WriteOptions& options, const Plan& plan) {
  MutexLock lock(&write_mutex_);
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    absl::StatusOr<Record> written = TryWrite(options, plan);
    if (!kv::IsConflict(written.status())) return written;
  }
  return LostRaceError(kMaxWriteAttempts);
}

absl::StatusOr<Record> KvResourceRepository::TryWrite(const WriteOptions& options, const Plan& plan) {
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
  RegistryReader reader(*view);
  KARVAN_ASSIGN_OR_RETURN(const Head head, reader.ReadHead());
  const absl::Time now = RecordedTime(clock_, head);
  const bool keeps_answer = options.request.has_value() && !options.validate_only;
  if (keeps_answer) {
    KARVAN_ASSIGN_OR_RETURN(std::optional<Record> answer, FindAnswer(*options.request, now, *view));
    if (answer.has_value()) return *std::move(answer);
  }

  KARVAN_ASSIGN_OR_RETURN(RecordChange change, plan(reader, now));
  SetRevision(change);
  const int64_t sequence = head.sequence + 1;
  kv::Batch batch;
  KARVAN_RETURN_IF_ERROR(AddRows(change, sequence, reader, batch));
  if (options.validate_only) return std::move(change.after);
  if (keeps_answer) {
    KARVAN_RETURN_IF_ERROR(AddAnswer(*options.request, change.after, sequence, now, *view, batch));
  }

  batch.Put(HeadKey(), EncodeHead(sequence, now));
  if (head.version.has_value()) {
    batch.RequireVersion(HeadKey(), *head.version);
  } else {
    batch.RequireAbsent(HeadKey());
  }
  KARVAN_RETURN_IF_ERROR(Commit(batch, change.after, sequence));
  return std::move(change.after);
}

absl::Status KvResourceRepository::Commit(const kv::Batch& batch, const Record& record, int64_t sequence) {
  const absl::Status committed = store_.Commit(batch);
  if (!kv::IsUnknownOutcome(committed)) return committed;
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const std::optional<kv::Entry> row, view->Get(RevisionKey(record.name, sequence)));
  return row.has_value() && row->value == EncodeRecord(record, sequence) ? absl::OkStatus() : committed;
}

}  // namespace karvan::agreements
