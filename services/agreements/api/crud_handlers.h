#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/agreements/api/filters.h"
#include "services/agreements/api/id_generator.h"
#include "services/agreements/api/request_fields.h"
#include "services/agreements/api/request_reading.h"
#include "services/agreements/api/update_mask.h"
#include "services/agreements/convert/resource.h"
#include "services/agreements/domain/checks.h"
#include "services/agreements/domain/field.h"
#include "services/agreements/storage/resource_repository.h"
#include "services/agreements/storage/typed_repository.h"
#include "services/platform/rpc/call_context.h"
#include "services/platform/status/macros.h"

namespace karvan::agreements {

// The six standard methods for one kind of resource: each reads and checks its request, lets the repository
// act, and fills the answer. Requests and responses are those of the kind's service in karvan.agreements.v1,
// which also says what each method promises. Thread-safe.
template <typename Content>
class CrudHandlers {
 public:
  using Message = MessageOf<Content>;

  // Both outlive this.
  CrudHandlers(ResourceRepository& records, IdGenerator& ids) : repository_(records), ids_(ids) {}

  template <typename Request>
  absl::StatusOr<Message> Create(const rpc::CallContext& call, const Request& request) const {
    Violations violations;
    const std::string id_field = absl::StrCat(Content::kSingular, "_id");
    const std::string id = TextField(request, id_field);
    CheckCode(id, kResourceIdForm, Presence::kOptional, Field(id_field, violations));
    const WriteOptions options = WriteOptionsOf(call, request, violations);
    const Content content = ReadContent(PayloadOf(request), violations);
    KARVAN_RETURN_IF_ERROR(violations.Status());
    if (!id.empty()) return Answer(repository_.Create(id, content, options));
    return Answer(CreateUnderNewId(content, options));
  }

  template <typename Request>
  absl::StatusOr<Message> Get(const rpc::CallContext&, const Request& request) const {
    Violations violations;
    const std::string id = ReadId(request.name(), Content::kCollection, Field("name", violations));
    KARVAN_RETURN_IF_ERROR(violations.Status());
    return Answer(repository_.Get(id));
  }

  template <typename Response, typename Request>
  absl::StatusOr<Response> List(const rpc::CallContext& call, const Request& request) const {
    KARVAN_ASSIGN_OR_RETURN(const PageStart start,
                            ReadPageStart(request, request.page_size(), request.page_token()));
    Violations violations;
    ListQuery query;
    query.facets = ReadFilter(request.filter(), Field("filter", violations));
    KARVAN_RETURN_IF_ERROR(violations.Status());
    query.show_deleted = request.show_deleted();
    query.snapshot = start.snapshot;
    query.start_id = start.position;
    query.limit = start.size;
    query.check_alive = [&call] { return call.CheckAlive(); };
    KARVAN_ASSIGN_OR_RETURN(auto page, repository_.List(std::move(query)));
    Response response = FillList<Response>(page.items);
    response.set_next_page_token(NextPageToken(page.next_id, page.snapshot, start));
    response.set_snapshot(page.snapshot);
    return response;
  }

  template <typename Request>
  absl::StatusOr<Message> Update(const rpc::CallContext& call, const Request& request) const {
    Violations violations;
    const Message& payload = PayloadOf(request);
    const Field name_field = Field(Content::kSingular, violations).Sub("name");
    const std::string id = ReadId(payload.name(), Content::kCollection, name_field);
    const WriteOptions options = WriteOptionsOf(call, request, violations);
    KARVAN_RETURN_IF_ERROR(violations.Status());
    KARVAN_ASSIGN_OR_RETURN(const auto fields, FieldsToUpdate(request.update_mask(), payload));

    const auto edit = [&](const Content& present) -> absl::StatusOr<Content> {
      Message edited = ToProto(present);
      CopyFields(payload, fields, edited);
      Violations violations;
      Content content = ReadContent(edited, violations);
      KARVAN_RETURN_IF_ERROR(violations.Status());
      return content;
    };
    return Answer(repository_.Update(id, payload.etag(), edit, options));
  }

  template <typename Request>
  absl::StatusOr<Message> Delete(const rpc::CallContext& call, const Request& request) const {
    Violations violations;
    const std::string id = ReadId(request.name(), Content::kCollection, Field("name", violations));
    const WriteOptions options = WriteOptionsOf(call, request, violations);
    KARVAN_RETURN_IF_ERROR(violations.Status());
    return Answer(repository_.Delete(id, request.etag(), options));
  }

  template <typename Response, typename Request>
  absl::StatusOr<Response> ListRevisions(const rpc::CallContext&, const Request& request) const {
    Violations violations;
    const std::string id = ReadId(request.name(), Content::kCollection, Field("name", violations));
    KARVAN_RETURN_IF_ERROR(violations.Status());
    KARVAN_ASSIGN_OR_RETURN(const PageStart start,
                            ReadPageStart(request, request.page_size(), request.page_token()));
    int64_t start_sequence = 0;
    (void)absl::SimpleAtoi(start.position, &start_sequence);  // empty on the first page
    KARVAN_ASSIGN_OR_RETURN(auto page, repository_.ListRevisions(id, start_sequence, start.size));
    Response response = FillList<Response>(page.items);
    const std::string next = page.next_sequence == 0 ? "" : absl::StrCat(page.next_sequence);
    response.set_next_page_token(NextPageToken(next, /*snapshot=*/0, start));
    return response;
  }

 private:
  // Ids are chosen at random or counted; one that is taken is rare, so many in a row are a fault.
  static constexpr int kMaxIdAttempts = 100;

  absl::StatusOr<Resource<Content>> CreateUnderNewId(const Content& content,
                                                     const WriteOptions& options) const {
    absl::StatusOr<Resource<Content>> created = absl::InternalError("no id was tried");
    for (int attempt = 0; attempt < kMaxIdAttempts; ++attempt) {
      created = repository_.Create(ids_.Next(Content::kSingular), content, options);
      if (created.status().code() != absl::StatusCode::kAlreadyExists) break;
    }
    return created;
  }

  // The resource in a request; one without any field when it is missing, which ReadContent rejects.
  template <typename Request>
  static const Message& PayloadOf(const Request& request) {
    const google::protobuf::Message* payload = MessageField(request, std::string(Content::kSingular));
    return payload == nullptr ? Message::default_instance() : static_cast<const Message&>(*payload);
  }

  static Content ReadContent(const Message& message, Violations& violations) {
    const Field field(Content::kSingular, violations);
    Content content = FromProto(message, field);
    Validate(content, field);
    return content;
  }

  template <typename Request>
  static WriteOptions WriteOptionsOf(const rpc::CallContext& call, const Request& request,
                                     Violations& violations) {
    return ReadWriteOptions(call, request, request.request_id(), request.validate_only(), violations);
  }

  static absl::StatusOr<Message> Answer(const absl::StatusOr<Resource<Content>>& resource) {
    KARVAN_RETURN_IF_ERROR(resource.status());
    return ToProto(*resource);
  }

  template <typename Response>
  static Response FillList(const std::vector<Resource<Content>>& resources) {
    Response response;
    for (const Resource<Content>& resource : resources) {
      static_cast<Message&>(AddToField(response, std::string(Content::kCollection))) = ToProto(resource);
    }
    return response;
  }

  const TypedRepository<Content> repository_;
  IdGenerator& ids_;
};

}  // namespace karvan::agreements
