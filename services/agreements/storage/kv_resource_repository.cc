#include "services/agreements/storage/kv_resource_repository.h"

#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/agreements/storage/errors.h"
#include "services/agreements/storage/keys.h"
#include "services/agreements/storage/record_lister.h"
#include "services/agreements/storage/rows.pb.h"
#include "services/platform/ledger/head.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/status/macros.h"

namespace karvan::agreements {
namespace {

constexpr size_t kMaxReferrersNamed = 10;

// Sets what follows from the revision before. The etag depends on all that the revision says, so that it
// differs even between two registries that were one.
void SetRevision(RecordChange& change) {
  Record& after = change.after;
  after.lifecycle.revision = change.before.has_value() ? change.before->lifecycle.revision + 1 : 1;
  after.lifecycle.etag.clear();
  const std::string identity =
      absl::StrCat(after.name.ToString(), "\n", ToRow(after, /*sequence=*/0).SerializeAsString());
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
  KARVAN_ASSIGN_OR_RETURN(const ledger::Head head, ledger::ReadHead(*view, kRegistryDomain));
  if (query.snapshot > head.sequence()) return SnapshotUnknownError();
  return RecordLister(store_, query, query.snapshot == 0 ? head.sequence() : query.snapshot).List();
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
  Record planned;
  const auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    RegistryReader reader(transaction.view());
    KARVAN_ASSIGN_OR_RETURN(RecordChange change, plan(reader, transaction.now()));
    SetRevision(change);
    storage::Answer answer;
    answer.set_collection(change.after.name.collection);
    answer.set_id(change.after.name.id);
    answer.set_sequence(transaction.next_sequence());
    KARVAN_RETURN_IF_ERROR(AddChange(change, transaction));
    planned = std::move(change.after);
    return answer.SerializeAsString();
  };
  if (options.validate_only) {
    KARVAN_RETURN_IF_ERROR(committer_.DryRun(kRegistryDomain, decide).status());
    return planned;
  }
  KARVAN_ASSIGN_OR_RETURN(const std::string answer,
                          committer_.Write(kRegistryDomain, options.request, decide));
  return ReadAnswer(answer);
}

absl::StatusOr<Record> KvResourceRepository::ReadAnswer(const std::string& answer) {
  storage::Answer parsed;
  if (!parsed.ParseFromString(answer)) return CorruptRowError("the answer to a write");
  const ResourceName name{parsed.collection(), parsed.id()};
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const std::optional<kv::Entry> row,
                          view->Get(RevisionKey(name, parsed.sequence())));
  if (!row.has_value()) return CorruptRowError(absl::StrCat("the answer to a write of ", name.ToString()));
  KARVAN_ASSIGN_OR_RETURN(StoredRecord stored, DecodeRecord(name, row->value));
  return std::move(stored.record);
}

}  // namespace karvan::agreements
