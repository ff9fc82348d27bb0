#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/agreements/domain/resource.h"
#include "services/agreements/storage/content_codec.h"
#include "services/agreements/storage/resource_repository.h"
#include "services/platform/status/macros.h"

namespace karvan::agreements {

// One collection of a ResourceRepository, with its content as the domain's type instead of bytes. See there
// for what each method promises. INVALID_FIELD when the content is too large to store.
template <typename Content>
class TypedRepository {
 public:
  // Of the content's message. The rest of a stored row fits into what a value of the store may have above it.
  static constexpr size_t kMaxContentBytes = 60 * 1024;

  explicit TypedRepository(ResourceRepository& records) : records_(records) {}

  absl::StatusOr<Resource<Content>> Get(const std::string& id) const { return Typed(records_.Get(Name(id))); }

  absl::StatusOr<Resource<Content>> Create(const std::string& id, const Content& content,
                                           const WriteOptions& options) const {
    KARVAN_ASSIGN_OR_RETURN(std::string bytes, Bytes(content));
    return Typed(records_.Create(Name(id), bytes, options));
  }

  // `edit` is `StatusOr<Content>(Content)`.
  template <typename EditContent>
  absl::StatusOr<Resource<Content>> Update(const std::string& id, absl::string_view etag,
                                           const EditContent& edit, const WriteOptions& options) const {
    const auto edit_bytes = [&](const std::string& bytes) -> absl::StatusOr<std::string> {
      KARVAN_ASSIGN_OR_RETURN(Content content, DecodeContent<Content>(bytes));
      KARVAN_ASSIGN_OR_RETURN(Content edited, edit(std::move(content)));
      return Bytes(edited);
    };
    return Typed(records_.Update(Name(id), etag, edit_bytes, options));
  }

  absl::StatusOr<Resource<Content>> Delete(const std::string& id, absl::string_view etag,
                                           const WriteOptions& options) const {
    return Typed(records_.Delete(Name(id), etag, options));
  }

  // `query.collection` is set here.
  absl::StatusOr<Page<Resource<Content>>> List(ListQuery query) const {
    query.collection = std::string(Content::kCollection);
    KARVAN_ASSIGN_OR_RETURN(Page<Record> page, records_.List(query));
    KARVAN_ASSIGN_OR_RETURN(std::vector<Resource<Content>> items, TypedItems(std::move(page.items)));
    return Page<Resource<Content>>{std::move(items), std::move(page.next_id), page.snapshot};
  }

  absl::StatusOr<RevisionPage<Resource<Content>>> ListRevisions(const std::string& id, int64_t start_sequence,
                                                                int limit) const {
    KARVAN_ASSIGN_OR_RETURN(RevisionPage<Record> page,
                            records_.ListRevisions(Name(id), start_sequence, limit));
    KARVAN_ASSIGN_OR_RETURN(std::vector<Resource<Content>> items, TypedItems(std::move(page.items)));
    return RevisionPage<Resource<Content>>{std::move(items), page.next_sequence};
  }

 private:
  static ResourceName Name(const std::string& id) { return {std::string(Content::kCollection), id}; }

  static absl::StatusOr<Resource<Content>> Typed(absl::StatusOr<Record> record) {
    KARVAN_RETURN_IF_ERROR(record.status());
    KARVAN_ASSIGN_OR_RETURN(Content content, DecodeContent<Content>(record->content));
    return Resource<Content>{std::move(record->name.id), std::move(content), std::move(record->lifecycle)};
  }

  static absl::StatusOr<std::vector<Resource<Content>>> TypedItems(std::vector<Record> records) {
    std::vector<Resource<Content>> resources;
    resources.reserve(records.size());
    for (Record& record : records) {
      KARVAN_ASSIGN_OR_RETURN(Resource<Content> resource, Typed(std::move(record)));
      resources.push_back(std::move(resource));
    }
    return resources;
  }

  static absl::StatusOr<std::string> Bytes(const Content& content) {
    std::string bytes = EncodeContent(content);
    if (bytes.size() <= kMaxContentBytes) return bytes;
    return InvalidField(Content::kSingular, absl::StrCat("takes ", bytes.size(), " bytes, but at most ",
                                                         kMaxContentBytes, " are allowed"));
  }

  ResourceRepository& records_;
};

}  // namespace karvan::agreements
