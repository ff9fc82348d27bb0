// Every method of every service, over gRPC in one process. The same life is lived by each kind of resource.
#include "services/agreements/server/agreements_server.h"

#include <gmock/gmock.h>

#include <map>
#include <memory>
#include <string>

#include "prometheus/registry.h"
#include "services/agreements/api/request_fields.h"
#include "services/agreements/domain/testing/samples.h"
#include "services/agreements/storage/typed_repository.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;

// The methods of a kind's stub, and a resource to call them with.
struct PartyKind {
  using Content = Party;
  using Stub = v1::PartyService::Stub;
  static constexpr auto kCreate = &Stub::CreateParty;
  static constexpr auto kGet = &Stub::GetParty;
  static constexpr auto kList = &Stub::ListParties;
  static constexpr auto kUpdate = &Stub::UpdateParty;
  static constexpr auto kDelete = &Stub::DeleteParty;
  static constexpr auto kListRevisions = &Stub::ListPartyRevisions;
  static Party Sample() { return testing::SampleParty(); }
};

struct ForumKind {
  using Content = Forum;
  using Stub = v1::ForumService::Stub;
  static constexpr auto kCreate = &Stub::CreateForum;
  static constexpr auto kGet = &Stub::GetForum;
  static constexpr auto kList = &Stub::ListForums;
  static constexpr auto kUpdate = &Stub::UpdateForum;
  static constexpr auto kDelete = &Stub::DeleteForum;
  static constexpr auto kListRevisions = &Stub::ListForumRevisions;
  static Forum Sample() { return testing::SampleForum(); }
};

struct AgreementKindOf {
  using Content = Agreement;
  using Stub = v1::AgreementService::Stub;
  static constexpr auto kCreate = &Stub::CreateAgreement;
  static constexpr auto kGet = &Stub::GetAgreement;
  static constexpr auto kList = &Stub::ListAgreements;
  static constexpr auto kUpdate = &Stub::UpdateAgreement;
  static constexpr auto kDelete = &Stub::DeleteAgreement;
  static constexpr auto kListRevisions = &Stub::ListAgreementRevisions;
  static Agreement Sample() { return testing::SampleAgreement(); }
};

struct TargetKind {
  using Content = Target;
  using Stub = v1::TargetService::Stub;
  static constexpr auto kCreate = &Stub::CreateTarget;
  static constexpr auto kGet = &Stub::GetTarget;
  static constexpr auto kList = &Stub::ListTargets;
  static constexpr auto kUpdate = &Stub::UpdateTarget;
  static constexpr auto kDelete = &Stub::DeleteTarget;
  static constexpr auto kListRevisions = &Stub::ListTargetRevisions;
  static Target Sample() { return testing::SampleTarget(); }
};

struct ClaimKind {
  using Content = Claim;
  using Stub = v1::ClaimService::Stub;
  static constexpr auto kCreate = &Stub::CreateClaim;
  static constexpr auto kGet = &Stub::GetClaim;
  static constexpr auto kList = &Stub::ListClaims;
  static constexpr auto kUpdate = &Stub::UpdateClaim;
  static constexpr auto kDelete = &Stub::DeleteClaim;
  static constexpr auto kListRevisions = &Stub::ListClaimRevisions;
  static Claim Sample() { return testing::SampleClaim(); }
};

// The request of a method of a stub.
template <typename Method>
struct RequestOf;
template <typename Stub, typename Request, typename Response>
struct RequestOf<grpc::Status (Stub::*)(grpc::ClientContext*, const Request&, Response*)> {
  using Type = Request;
};
template <auto kMethod>
using RequestFor = typename RequestOf<std::remove_const_t<decltype(kMethod)>>::Type;

template <typename Kind>
class AgreementsServerTest : public ::testing::Test {
 protected:
  using Message = MessageOf<typename Kind::Content>;

  void SetUp() override {
    CreateWhatTheSamplesName();
    ASSERT_OK_AND_ASSIGN(agreements_,
                         AgreementsServer::Create({*store_, clock_, authenticator_, metrics_, &ids_}));
    ASSERT_OK_AND_ASSIGN(server_, rpc::Server::Start({.listen_address = ""}, agreements_->services(),
                                                     agreements_->executors()));
    stub_ = std::make_unique<typename Kind::Stub>(server_->InProcessChannel());
  }

  void CreateWhatTheSamplesName() {
    ledger::Committer committer(*store_, clock_);
    KvResourceRepository records(*store_, committer);
    TypedRepository<Party> parties(records);
    ASSERT_OK(parties.Create("kazakhstan", testing::SampleParty(), {}));
    ASSERT_OK(parties.Create("tajikistan", testing::SampleParty(), {}));
    ASSERT_OK(TypedRepository<Forum>(records).Create("dushanbe-2024", testing::SampleForum(), {}));
    Target first = testing::SampleTarget();
    first.restates.clear();
    ASSERT_OK(TypedRepository<Target>(records).Create("two-billion-2023", first, {}));
  }

  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request) {
    grpc::ClientContext context;
    Response response;
    const absl::Status status = FromGrpcStatus((stub_.get()->*method)(&context, request, &response));
    if (!status.ok()) return status;
    return response;
  }

  absl::StatusOr<Message> Create(const std::string& id, const Message& message) {
    RequestFor<Kind::kCreate> request;
    const auto* id_field =
        request.GetDescriptor()->FindFieldByName(std::string(Kind::Content::kSingular) + "_id");
    request.GetReflection()->SetString(&request, id_field, id);
    SetPayload(request, message);
    return Call(Kind::kCreate, request);
  }

  absl::StatusOr<Message> Get(const std::string& name) {
    RequestFor<Kind::kGet> request;
    request.set_name(name);
    return Call(Kind::kGet, request);
  }

  template <typename Request>
  static void SetPayload(Request& request, const Message& message) {
    const auto* field = request.GetDescriptor()->FindFieldByName(std::string(Kind::Content::kSingular));
    request.GetReflection()->MutableMessage(&request, field)->CopyFrom(message);
  }

  // The number of resources in a list's answer.
  template <typename Response>
  static int Count(const Response& response) {
    const auto* field = response.GetDescriptor()->FindFieldByName(std::string(Kind::Content::kCollection));
    return response.GetReflection()->FieldSize(response, field);
  }

  static std::string Name(const std::string& id) {
    return std::string(Kind::Content::kCollection) + "/" + id;
  }

  ManualClock clock_{absl::FromUnixSeconds(1'724'000'000)};
  const std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore();
  SequentialIdGenerator ids_;
  prometheus::Registry registry_;
  metrics::RpcMetrics metrics_{registry_};
  const auth::StaticAuthenticator authenticator_{{"tester", {"agreements.*"}}};
  std::unique_ptr<AgreementsServer> agreements_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<typename Kind::Stub> stub_;
};

using Kinds = ::testing::Types<PartyKind, ForumKind, AgreementKindOf, TargetKind, ClaimKind>;
TYPED_TEST_SUITE(AgreementsServerTest, Kinds);

TYPED_TEST(AgreementsServerTest, LivesFromCreateToDelete) {
  using Message = typename TestFixture::Message;
  const Message sample = ToProto(TypeParam::Sample());
  ASSERT_OK_AND_ASSIGN(const Message created, this->Create("sample", sample));
  EXPECT_EQ(created.name(), this->Name("sample"));
  EXPECT_EQ(this->Get(created.name())->SerializeAsString(), created.SerializeAsString());

  RequestFor<TypeParam::kUpdate> update;
  Message named = sample;
  named.set_name(created.name());
  named.set_etag(created.etag());
  this->SetPayload(update, named);
  ASSERT_OK_AND_ASSIGN(const Message updated, this->Call(TypeParam::kUpdate, update));
  EXPECT_EQ(updated.revision(), 2);
  EXPECT_THAT(this->Call(TypeParam::kUpdate, update), HasReason("ETAG_MISMATCH"));

  RequestFor<TypeParam::kDelete> remove;
  remove.set_name(created.name());
  ASSERT_OK_AND_ASSIGN(const Message deleted, this->Call(TypeParam::kDelete, remove));
  EXPECT_TRUE(deleted.has_delete_time());
  EXPECT_THAT(this->Call(TypeParam::kDelete, remove), HasReason("RESOURCE_DELETED"));

  RequestFor<TypeParam::kListRevisions> revisions;
  revisions.set_name(created.name());
  EXPECT_EQ(this->Count(*this->Call(TypeParam::kListRevisions, revisions)), 3);
}

TYPED_TEST(AgreementsServerTest, ListsWithAndWithoutDeletedOnes) {
  RequestFor<TypeParam::kList> list;
  const int before = this->Count(*this->Call(TypeParam::kList, list));
  ASSERT_OK_AND_ASSIGN(const auto created, this->Create("", ToProto(TypeParam::Sample())));
  EXPECT_EQ(created.name(), this->Name(std::string(TypeParam::Content::kSingular) + "-1"));
  EXPECT_EQ(this->Count(*this->Call(TypeParam::kList, list)), before + 1);
  RequestFor<TypeParam::kDelete> remove;
  remove.set_name(created.name());
  ASSERT_OK(this->Call(TypeParam::kDelete, remove));
  EXPECT_EQ(this->Count(*this->Call(TypeParam::kList, list)), before);
  list.set_show_deleted(true);
  EXPECT_EQ(this->Count(*this->Call(TypeParam::kList, list)), before + 1);
}

TYPED_TEST(AgreementsServerTest, AnswersErrorsWithTheirDetails) {
  using Message = typename TestFixture::Message;
  const absl::Status status = this->Create("sample", Message()).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_FALSE(FieldViolations(status).empty());
  const absl::Status missing = this->Get(this->Name("missing")).status();
  EXPECT_THAT(missing, HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_EQ(ErrorMetadata(missing, "resource"), this->Name("missing"));
}

TYPED_TEST(AgreementsServerTest, ChecksThePermissionBeforeAnythingElse) {
  const auth::StaticAuthenticator nobody{{"nobody", {"statistics.*"}}};
  ASSERT_OK_AND_ASSIGN(const auto agreements,
                       AgreementsServer::Create({*this->store_, this->clock_, nobody, this->metrics_}));
  ASSERT_OK_AND_ASSIGN(const auto server, rpc::Server::Start({.listen_address = ""}, agreements->services(),
                                                             agreements->executors()));
  this->stub_ = std::make_unique<typename TypeParam::Stub>(server->InProcessChannel());
  EXPECT_THAT(this->Get("no name at all"), HasReason("PERMISSION_DENIED"));
  EXPECT_THAT(this->Call(TypeParam::kList, RequestFor<TypeParam::kList>()), HasReason("PERMISSION_DENIED"));
}

}  // namespace
}  // namespace karvan::agreements
