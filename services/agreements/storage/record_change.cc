#include "services/agreements/storage/record_change.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/agreements/storage/content_description.h"
#include "services/agreements/storage/errors.h"
#include "services/agreements/storage/keys.h"
#include "services/agreements/storage/rows.pb.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace karvan::agreements {
namespace {

// The resources that a content names, in its order.
absl::StatusOr<std::vector<ResourceName>> ReferencedBy(const ContentDescription& description) {
  std::vector<ResourceName> names;
  for (const Reference& reference : description.references) {
    std::optional<ResourceName> name = ResourceName::Parse(reference.name);
    if (!name.has_value()) return CorruptRowError(reference.field);
    names.push_back(*std::move(name));
  }
  return names;
}

// What the rows beside the record say of it: nothing of one that does not exist. A deleted resource keeps its
// facets, for it can still be listed, but what it named is free.
struct DependentRows {
  std::set<Facet> facets;
  std::set<ResourceName> referenced;
};

absl::StatusOr<DependentRows> DependentRowsOf(const Record& record) {
  KARVAN_ASSIGN_OR_RETURN(const ContentDescription description,
                          Describe(record.name.collection, record.content));
  DependentRows rows;
  rows.facets.insert(description.facets.begin(), description.facets.end());
  if (record.lifecycle.delete_time.has_value()) return rows;
  KARVAN_ASSIGN_OR_RETURN(const std::vector<ResourceName> names, ReferencedBy(description));
  rows.referenced.insert(names.begin(), names.end());
  return rows;
}

// A resource may name others of its collection, as a target the one that it restates; but it must not lead,
// over whatever number of steps, to itself.
absl::Status CheckLeadsNotBack(const Reference& reference, const ResourceName& referenced,
                               const ResourceName& name, RegistryReader& reader) {
  std::set<ResourceName> seen;
  std::vector<ResourceName> ahead = {referenced};
  while (!ahead.empty()) {
    const ResourceName next = std::move(ahead.back());
    ahead.pop_back();
    if (next == name) return InvalidField(reference.field, "leads back to the resource itself, but must not");
    if (next.collection != name.collection || !seen.insert(next).second) continue;
    KARVAN_ASSIGN_OR_RETURN(const std::optional<StoredRecord> stored, reader.Current(next));
    if (!stored.has_value()) return ReferenceNotFoundError(reference);
    KARVAN_ASSIGN_OR_RETURN(const ContentDescription description,
                            Describe(next.collection, stored->record.content));
    KARVAN_ASSIGN_OR_RETURN(const std::vector<ResourceName> further, ReferencedBy(description));
    ahead.insert(ahead.end(), further.begin(), further.end());
  }
  return absl::OkStatus();
}

absl::Status CheckReferences(const Record& record, RegistryReader& reader) {
  KARVAN_ASSIGN_OR_RETURN(const ContentDescription description,
                          Describe(record.name.collection, record.content));
  KARVAN_ASSIGN_OR_RETURN(const std::vector<ResourceName> names, ReferencedBy(description));
  for (size_t i = 0; i < names.size(); ++i) {
    const Reference& reference = description.references[i];
    KARVAN_ASSIGN_OR_RETURN(const std::optional<StoredRecord> stored, reader.Current(names[i]));
    if (!stored.has_value() || stored->record.lifecycle.delete_time.has_value()) {
      return ReferenceNotFoundError(reference);
    }
    KARVAN_RETURN_IF_ERROR(CheckLeadsNotBack(reference, names[i], record.name, reader));
  }
  return absl::OkStatus();
}

std::string FacetRowUntil(int64_t sequence) {
  storage::FacetRow row;
  row.set_until(sequence);
  return row.SerializeAsString();
}

// Calls `add` for what is only in `after` and `remove` for what is only in `before`.
template <typename Item, typename Remove, typename Add>
absl::Status ForDifferences(const std::set<Item>& before, const std::set<Item>& after, Remove remove,
                            Add add) {
  for (const Item& item : before) {
    if (!after.contains(item)) KARVAN_RETURN_IF_ERROR(remove(item));
  }
  for (const Item& item : after) {
    if (!before.contains(item)) KARVAN_RETURN_IF_ERROR(add(item));
  }
  return absl::OkStatus();
}

absl::Status AddFacetRows(const ResourceName& name, const DependentRows& before, const DependentRows& after,
                          int64_t sequence, RegistryReader& reader, kv::Batch& batch) {
  const auto close = [&](const Facet& facet) -> absl::Status {
    KARVAN_ASSIGN_OR_RETURN(const std::optional<std::string> key, reader.OpenFacetKey(name, facet));
    if (key.has_value()) batch.Put(*key, FacetRowUntil(sequence));
    return absl::OkStatus();
  };
  const auto open = [&](const Facet& facet) {
    batch.Put(FacetKey(name, facet, sequence), FacetRowUntil(0));
    return absl::OkStatus();
  };
  return ForDifferences(before.facets, after.facets, close, open);
}

absl::Status AddReferrerRows(const ResourceName& name, const DependentRows& before,
                             const DependentRows& after, kv::Batch& batch) {
  const auto release = [&](const ResourceName& referenced) {
    batch.Delete(ReferrerKey(referenced, name));
    return absl::OkStatus();
  };
  const auto hold = [&](const ResourceName& referenced) {
    batch.Put(ReferrerKey(referenced, name), "");
    return absl::OkStatus();
  };
  return ForDifferences(before.referenced, after.referenced, release, hold);
}

}  // namespace

absl::Status AddRows(const RecordChange& change, int64_t sequence, RegistryReader& reader, kv::Batch& batch) {
  const Record& record = change.after;
  if (!record.lifecycle.delete_time.has_value()) KARVAN_RETURN_IF_ERROR(CheckReferences(record, reader));

  DependentRows before;
  if (change.before.has_value()) {
    KARVAN_ASSIGN_OR_RETURN(before, DependentRowsOf(*change.before));
  }
  KARVAN_ASSIGN_OR_RETURN(const DependentRows after, DependentRowsOf(record));

  const std::string row = EncodeRecord(record, sequence);
  batch.Put(CurrentKey(record.name), row).Put(RevisionKey(record.name, sequence), row);
  KARVAN_RETURN_IF_ERROR(AddFacetRows(record.name, before, after, sequence, reader, batch));
  return AddReferrerRows(record.name, before, after, batch);
}

}  // namespace karvan::agreements
