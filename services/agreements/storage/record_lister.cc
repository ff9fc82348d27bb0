#include "services/agreements/storage/record_lister.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "services/agreements/storage/content_description.h"
#include "services/agreements/storage/errors.h"
#include "services/agreements/storage/keys.h"
#include "services/agreements/storage/rows.pb.h"
#include "services/platform/status/macros.h"

namespace karvan::agreements {
namespace {

// Candidates are fetched whole, so a batch of them is kept small.
constexpr size_t kBatchRows = 128;

// A page ends before its contents outgrow this, so that an answer stays below the limit of a gRPC message.
constexpr size_t kMaxPageBytes = 1 << 20;

bool HeldAt(int64_t snapshot, int64_t from, int64_t until) {
  return from <= snapshot && (until == 0 || snapshot < until);
}

}  // namespace

RecordLister::RecordLister(kv::Store& store, const ListQuery& query, int64_t snapshot)
    : store_(store),
      query_(query),
      range_(FacetRange(query.collection, query.facets.empty() ? EveryResource() : query.facets.front(),
                        query.start_id)) {
  page_.snapshot = snapshot;
}

absl::StatusOr<Page<Record>> RecordLister::List() {
  while (!at_end_) {
    KARVAN_RETURN_IF_ERROR(query_.check_alive());
    KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
    KARVAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids, NextCandidates(*view));
    KARVAN_ASSIGN_OR_RETURN(std::vector<StoredRecord> candidates,
                            RegistryReader(*view).AsOf(query_.collection, ids, page_.snapshot));
    for (StoredRecord& candidate : candidates) {
      KARVAN_ASSIGN_OR_RETURN(const bool matches, Matches(candidate.record));
      if (matches && !AddToPage(std::move(candidate.record))) return std::move(page_);
    }
  }
  return std::move(page_);
}

absl::StatusOr<std::vector<std::string>> RecordLister::NextCandidates(kv::View& view) {
  kv::ScanOptions options;
  options.limit = std::min(kBatchRows, static_cast<size_t>(query_.limit) + 1);
  KARVAN_ASSIGN_OR_RETURN(const kv::ScanBatch batch, view.Scan(range_, options));
  std::vector<std::string> ids;
  for (const kv::Row& row : batch.rows) {
    KARVAN_ASSIGN_OR_RETURN(FacetKeyParts key, ReadFacetKey(row.key));
    storage::FacetRow facet;
    if (!facet.ParseFromString(row.value)) return CorruptRowError("a facet row");
    if (HeldAt(page_.snapshot, key.sequence, facet.until())) ids.push_back(std::move(key.id));
  }
  at_end_ = !batch.resume_key.has_value();
  if (!at_end_) range_.start = *batch.resume_key;
  return ids;
}

absl::StatusOr<bool> RecordLister::Matches(const Record& record) const {
  if (record.lifecycle.delete_time.has_value() && !query_.show_deleted) return false;
  if (query_.facets.size() < 2) return true;  // the first is what the candidates were found by
  KARVAN_ASSIGN_OR_RETURN(const ContentDescription description,
                          Describe(record.name.collection, record.content));
  return std::all_of(query_.facets.begin(), query_.facets.end(), [&](const Facet& facet) {
    return std::find(description.facets.begin(), description.facets.end(), facet) != description.facets.end();
  });
}

bool RecordLister::AddToPage(Record record) {
  page_bytes_ += record.content.size();
  const bool full = page_.items.size() == static_cast<size_t>(query_.limit) ||
                    (page_bytes_ > kMaxPageBytes && !page_.items.empty());
  if (full) {
    page_.next_id = record.name.id;
    return false;
  }
  page_.items.push_back(std::move(record));
  return true;
}

}  // namespace karvan::agreements
