#include "services/agreements/storage/request_log.h"

#include <string>
#include <vector>

#include "services/agreements/storage/errors.h"
#include "services/agreements/storage/keys.h"
#include "services/agreements/storage/registry_reader.h"
#include "services/agreements/storage/rows.pb.h"
#include "services/platform/status/macros.h"

namespace karvan::agreements {
namespace {

constexpr int64_t kDaysKept = 7;
constexpr size_t kRowsRemovedAtOnce = 16;  // more than a write adds, so that old rows become fewer

int64_t DayOf(absl::Time time) { return absl::ToInt64Hours(time - absl::UnixEpoch()) / 24; }

absl::StatusOr<Record> AnswerOf(const storage::RequestRow& row, kv::View& view) {
  const ResourceName name{row.collection(), row.id()};
  KARVAN_ASSIGN_OR_RETURN(const std::optional<kv::Entry> entry, view.Get(RevisionKey(name, row.sequence())));
  if (!entry.has_value()) return CorruptRowError("the answer to a repeated request");
  KARVAN_ASSIGN_OR_RETURN(StoredRecord stored, DecodeRecord(name, entry->value));
  return std::move(stored.record);
}

}  // namespace

absl::StatusOr<std::optional<Record>> FindAnswer(const RequestKey& request, absl::Time now, kv::View& view) {
  std::vector<std::string> keys;
  for (int64_t age = 0; age <= kDaysKept; ++age) keys.push_back(RequestRowKey(DayOf(now) - age, request));
  KARVAN_ASSIGN_OR_RETURN(const std::vector<std::optional<kv::Entry>> entries, view.MultiGet(keys));
  for (const std::optional<kv::Entry>& entry : entries) {
    if (!entry.has_value()) continue;
    storage::RequestRow row;
    if (!row.ParseFromString(entry->value)) return CorruptRowError("a row of the request log");
    if (row.payload_fingerprint() != request.payload_fingerprint)
      return RequestIdReusedError(request.request_id);
    return AnswerOf(row, view);
  }
  return std::nullopt;
}

absl::Status AddAnswer(const RequestKey& request, const Record& answer, int64_t sequence, absl::Time now,
                       kv::View& view, kv::Batch& batch) {
  storage::RequestRow row;
  row.set_payload_fingerprint(request.payload_fingerprint);
  row.set_collection(answer.name.collection);
  row.set_id(answer.name.id);
  row.set_sequence(sequence);
  batch.Put(RequestRowKey(DayOf(now), request), row.SerializeAsString());

  kv::ScanOptions options;
  options.limit = kRowsRemovedAtOnce;
  KARVAN_ASSIGN_OR_RETURN(const kv::ScanBatch old,
                          view.Scan(RequestRangeBefore(DayOf(now) - kDaysKept), options));
  for (const kv::Row& old_row : old.rows) batch.Delete(old_row.key);
  return absl::OkStatus();
}

}  // namespace karvan::agreements
