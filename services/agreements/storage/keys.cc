#include "services/agreements/storage/keys.h"

#include <limits>

#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"

namespace karvan::agreements {
namespace {

kv::KeyBuilder Key(absl::string_view row_kind) {
  kv::KeyBuilder builder;
  builder.Text(kRegistryDomain).Text(row_kind);
  return builder;
}

kv::KeyBuilder Key(absl::string_view row_kind, const ResourceName& name) {
  kv::KeyBuilder builder = Key(row_kind);
  builder.Text(name.collection).Text(name.id);
  return builder;
}

kv::KeyBuilder FacetPrefix(absl::string_view collection, const Facet& facet) {
  kv::KeyBuilder builder = Key("facet");
  builder.Text(collection).Text(facet.name).Text(facet.value);
  return builder;
}

// A reader past the first components of a key, which are texts.
absl::StatusOr<kv::KeyReader> ReaderAfter(absl::string_view key, int texts) {
  kv::KeyReader reader(key);
  for (int i = 0; i < texts; ++i) KARVAN_RETURN_IF_ERROR(reader.Text().status());
  return reader;
}

}  // namespace

std::string CurrentKey(const ResourceName& name) { return Key("current", name).Take(); }

std::string RevisionKey(const ResourceName& name, int64_t sequence) {
  return Key("revision", name).Int(sequence).Take();
}

kv::Range RevisionRange(const ResourceName& name, int64_t last_sequence) {
  kv::Range range = kv::PrefixRange(Key("revision", name).Take());
  if (last_sequence < std::numeric_limits<int64_t>::max()) range.end = RevisionKey(name, last_sequence + 1);
  return range;
}

std::string FacetKey(const ResourceName& name, const Facet& facet, int64_t sequence) {
  return FacetPrefix(name.collection, facet).Text(name.id).Int(sequence).Take();
}

kv::Range FacetRange(absl::string_view collection, const Facet& facet, absl::string_view start_id) {
  kv::Range range = kv::PrefixRange(FacetPrefix(collection, facet).Take());
  if (!start_id.empty()) range.start = FacetPrefix(collection, facet).Text(start_id).Take();
  return range;
}

kv::Range FacetRange(const ResourceName& name, const Facet& facet) {
  return kv::PrefixRange(FacetPrefix(name.collection, facet).Text(name.id).Take());
}

absl::StatusOr<FacetKeyParts> ReadFacetKey(absl::string_view key) {
  KARVAN_ASSIGN_OR_RETURN(kv::KeyReader reader, ReaderAfter(key, 5));
  FacetKeyParts parts;
  KARVAN_ASSIGN_OR_RETURN(parts.id, reader.Text());
  KARVAN_ASSIGN_OR_RETURN(parts.sequence, reader.Int());
  return parts;
}

std::string ReferrerKey(const ResourceName& name, const ResourceName& referrer) {
  return Key("referrer", name).Text(referrer.collection).Text(referrer.id).Take();
}

kv::Range ReferrerRange(const ResourceName& name) { return kv::PrefixRange(Key("referrer", name).Take()); }

absl::StatusOr<ResourceName> ReadReferrerKey(absl::string_view key) {
  KARVAN_ASSIGN_OR_RETURN(kv::KeyReader reader, ReaderAfter(key, 4));
  ResourceName referrer;
  KARVAN_ASSIGN_OR_RETURN(referrer.collection, reader.Text());
  KARVAN_ASSIGN_OR_RETURN(referrer.id, reader.Text());
  return referrer;
}

}  // namespace karvan::agreements
