#include "services/agreements/storage/registry_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/agreements/storage/errors.h"
#include "services/agreements/storage/keys.h"
#include "services/platform/status/macros.h"

namespace karvan::agreements {
namespace {

template <typename RowMessage>
bool Parse(absl::string_view bytes, RowMessage& row) {
  return row.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace

storage::RecordRow ToRow(const Record& record, int64_t sequence) {
  const Lifecycle& lifecycle = record.lifecycle;
  storage::RecordRow row;
  row.set_sequence(sequence);
  row.set_revision(lifecycle.revision);
  row.set_create_time_micros(absl::ToUnixMicros(lifecycle.create_time));
  row.set_update_time_micros(absl::ToUnixMicros(lifecycle.update_time));
  if (lifecycle.delete_time.has_value())
    row.set_delete_time_micros(absl::ToUnixMicros(*lifecycle.delete_time));
  row.set_etag(lifecycle.etag);
  row.set_content(record.content);
  return row;
}

absl::StatusOr<StoredRecord> DecodeRecord(const ResourceName& name, absl::string_view bytes) {
  storage::RecordRow row;
  if (!Parse(bytes, row) || row.revision() < 1)
    return CorruptRowError(absl::StrCat("a row of ", name.ToString()));
  StoredRecord stored;
  stored.sequence = row.sequence();
  stored.record.name = name;
  stored.record.content = std::move(*row.mutable_content());
  Lifecycle& lifecycle = stored.record.lifecycle;
  lifecycle.create_time = absl::FromUnixMicros(row.create_time_micros());
  lifecycle.update_time = absl::FromUnixMicros(row.update_time_micros());
  if (row.has_delete_time_micros()) lifecycle.delete_time = absl::FromUnixMicros(row.delete_time_micros());
  lifecycle.revision = row.revision();
  lifecycle.etag = row.etag();
  return stored;
}

absl::StatusOr<std::optional<StoredRecord>> RegistryReader::Current(const ResourceName& name) {
  KARVAN_ASSIGN_OR_RETURN(std::optional<kv::Entry> entry, view_.Get(CurrentKey(name)));
  if (!entry.has_value()) return std::nullopt;
  return DecodeRecord(name, entry->value);
}

absl::StatusOr<std::optional<StoredRecord>> RegistryReader::AsOf(const ResourceName& name, int64_t snapshot) {
  kv::ScanOptions options;
  options.limit = 1;
  options.reverse = true;
  KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view_.Scan(RevisionRange(name, snapshot), options));
  if (batch.rows.empty()) return std::nullopt;
  return DecodeRecord(name, batch.rows.front().value);
}

absl::StatusOr<std::vector<StoredRecord>> RegistryReader::AsOf(absl::string_view collection,
                                                               const std::vector<std::string>& ids,
                                                               int64_t snapshot) {
  std::vector<std::string> keys;
  keys.reserve(ids.size());
  for (const std::string& id : ids) keys.push_back(CurrentKey({std::string(collection), id}));
  KARVAN_ASSIGN_OR_RETURN(std::vector<std::optional<kv::Entry>> entries, view_.MultiGet(keys));

  std::vector<StoredRecord> records;
  records.reserve(ids.size());
  for (size_t i = 0; i < ids.size(); ++i) {
    const ResourceName name{std::string(collection), ids[i]};
    if (!entries[i].has_value()) return CorruptRowError(absl::StrCat("the current row of ", name.ToString()));
    KARVAN_ASSIGN_OR_RETURN(std::optional<StoredRecord> stored, DecodeRecord(name, entries[i]->value));
    if (stored->sequence > snapshot) {
      KARVAN_ASSIGN_OR_RETURN(stored, AsOf(name, snapshot));
    }
    if (stored.has_value()) records.push_back(*std::move(stored));
  }
  return records;
}

absl::StatusOr<std::vector<ResourceName>> RegistryReader::Referrers(const ResourceName& name, size_t limit) {
  kv::ScanOptions options;
  options.limit = limit;
  KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view_.Scan(ReferrerRange(name), options));
  std::vector<ResourceName> referrers;
  for (const kv::Row& row : batch.rows) {
    KARVAN_ASSIGN_OR_RETURN(ResourceName referrer, ReadReferrerKey(row.key));
    referrers.push_back(std::move(referrer));
  }
  return referrers;
}

absl::StatusOr<std::optional<std::string>> RegistryReader::OpenFacetKey(const ResourceName& name,
                                                                        const Facet& facet) {
  kv::ScanOptions options;
  options.limit = 1;
  options.reverse = true;
  KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view_.Scan(FacetRange(name, facet), options));
  if (batch.rows.empty()) return std::nullopt;
  storage::FacetRow row;
  if (!Parse(batch.rows.front().value, row))
    return CorruptRowError(absl::StrCat("a facet of ", name.ToString()));
  if (row.until() != 0) return std::nullopt;
  return std::move(batch.rows.front().key);
}

}  // namespace karvan::agreements
