#include "services/agreements/storage/record_change.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "services/agreements/storage/content_description.h"
#include "services/agreements/storage/errors.h"
#include "services/agreements/storage/keys.h"
#include "services/agreements/storage/registry_reader.h"
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

// What is in the one set and not in the other.
template <typename Item>
std::vector<Item> Without(const std::set<Item>& items, const std::set<Item>& others) {
  std::vector<Item> rest;
  std::set_difference(items.begin(), items.end(), others.begin(), others.end(), std::back_inserter(rest));
  return rest;
}

absl::Status AddFacetRows(const ResourceName& name, const DependentRows& before, const DependentRows& after,
                          int64_t sequence, RegistryReader& reader, ledger::Transaction& transaction) {
  for (const Facet& ended : Without(before.facets, after.facets)) {
    KARVAN_ASSIGN_OR_RETURN(const std::optional<std::string> key, reader.OpenFacetKey(name, ended));
    if (key.has_value()) transaction.Put(*key, FacetRowUntil(sequence));
  }
  for (const Facet& begun : Without(after.facets, before.facets)) {
    transaction.Put(FacetKey(name, begun, sequence), FacetRowUntil(0));
  }
  return absl::OkStatus();
}

void AddReferrerRows(const ResourceName& name, const DependentRows& before, const DependentRows& after,
                     ledger::Transaction& transaction) {
  for (const ResourceName& freed : Without(before.referenced, after.referenced)) {
    transaction.Delete(ReferrerKey(freed, name));
  }
  for (const ResourceName& held : Without(after.referenced, before.referenced)) {
    transaction.Put(ReferrerKey(held, name), "");
  }
}

absl::Status AppendEntry(const RecordChange& change, const storage::RecordRow& row,
                         ledger::Transaction& transaction) {
  const ResourceName& name = change.after.name;
  KARVAN_ASSIGN_OR_RETURN(const absl::string_view singular, SingularOf(name.collection));
  const char* const event = !change.before.has_value()                       ? "created"
                            : change.after.lifecycle.delete_time.has_value() ? "deleted"
                                                                             : "updated";
  storage::EntryContent content;
  content.set_name(name.ToString());
  *content.mutable_revision() = row;
  return transaction.Append(absl::StrCat(singular, ".", event), content.SerializeAsString());
}

}  // namespace

absl::Status AddChange(const RecordChange& change, ledger::Transaction& transaction) {
  const Record& record = change.after;
  RegistryReader reader(transaction.view());
  if (!record.lifecycle.delete_time.has_value()) KARVAN_RETURN_IF_ERROR(CheckReferences(record, reader));

  DependentRows before;
  if (change.before.has_value()) {
    KARVAN_ASSIGN_OR_RETURN(before, DependentRowsOf(*change.before));
  }
  KARVAN_ASSIGN_OR_RETURN(const DependentRows after, DependentRowsOf(record));

  const int64_t sequence = transaction.next_sequence();
  const storage::RecordRow row = ToRow(record, sequence);
  const std::string bytes = row.SerializeAsString();
  transaction.Put(CurrentKey(record.name), bytes).Put(RevisionKey(record.name, sequence), bytes);
  KARVAN_RETURN_IF_ERROR(AddFacetRows(record.name, before, after, sequence, reader, transaction));
  AddReferrerRows(record.name, before, after, transaction);
  return AppendEntry(change, row, transaction);
}

}  // namespace karvan::agreements
