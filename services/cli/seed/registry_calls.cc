#include "services/cli/seed/registry_calls.h"

#include "services/cli/client/resource_name.h"

namespace karvan::cli {
namespace {

using namespace agreements::v1;  // NOLINT: only messages and services of one package are named below

// The five services have one shape, of which only the names differ. `set_id` and `resource_of` reach the
// fields of a request that are named after the kind.
template <typename Resource, typename GetRequest, typename CreateRequest, typename UpdateRequest,
          typename Stub>
RegistryCalls<Resource> MakeCalls(
    Client& client, Stub& stub, grpc::Status (Stub::*get)(grpc::ClientContext*, const GetRequest&, Resource*),
    grpc::Status (Stub::*create)(grpc::ClientContext*, const CreateRequest&, Resource*),
    grpc::Status (Stub::*update)(grpc::ClientContext*, const UpdateRequest&, Resource*),
    std::function<void(CreateRequest&, std::string)> set_id, Resource* (CreateRequest::*created)(),
    Resource* (UpdateRequest::*updated)()) {
  RegistryCalls<Resource> calls;
  calls.get = [&client, &stub, get](const std::string& name) {
    GetRequest request;
    request.set_name(name);
    return client.Call(stub, get, request);
  };
  calls.create = [&client, &stub, create, set_id, created](const Resource& resource) {
    CreateRequest request;
    set_id(request, ResourceId(resource.name()));
    *(request.*created)() = resource;
    request.set_request_id(Client::NewRequestId());
    return client.Call(stub, create, request).status();
  };
  calls.update = [&client, &stub, update, updated](const Resource& resource) {
    UpdateRequest request;
    *(request.*updated)() = resource;
    request.mutable_update_mask()->add_paths("*");
    request.set_request_id(Client::NewRequestId());
    return client.Call(stub, update, request).status();
  };
  return calls;
}

}  // namespace

RegistryCalls<Party> PartyCalls(Client& client) {
  using Stub = PartyService::Stub;
  return MakeCalls<Party, GetPartyRequest, CreatePartyRequest, UpdatePartyRequest>(
      client, client.parties(), &Stub::GetParty, &Stub::CreateParty, &Stub::UpdateParty,
      [](CreatePartyRequest& request, std::string id) { request.set_party_id(std::move(id)); },
      &CreatePartyRequest::mutable_party, &UpdatePartyRequest::mutable_party);
}

RegistryCalls<Forum> ForumCalls(Client& client) {
  using Stub = ForumService::Stub;
  return MakeCalls<Forum, GetForumRequest, CreateForumRequest, UpdateForumRequest>(
      client, client.forums(), &Stub::GetForum, &Stub::CreateForum, &Stub::UpdateForum,
      [](CreateForumRequest& request, std::string id) { request.set_forum_id(std::move(id)); },
      &CreateForumRequest::mutable_forum, &UpdateForumRequest::mutable_forum);
}

RegistryCalls<Target> TargetCalls(Client& client) {
  using Stub = TargetService::Stub;
  return MakeCalls<Target, GetTargetRequest, CreateTargetRequest, UpdateTargetRequest>(
      client, client.targets(), &Stub::GetTarget, &Stub::CreateTarget, &Stub::UpdateTarget,
      [](CreateTargetRequest& request, std::string id) { request.set_target_id(std::move(id)); },
      &CreateTargetRequest::mutable_target, &UpdateTargetRequest::mutable_target);
}

RegistryCalls<Agreement> AgreementCalls(Client& client) {
  using Stub = AgreementService::Stub;
  return MakeCalls<Agreement, GetAgreementRequest, CreateAgreementRequest, UpdateAgreementRequest>(
      client, client.agreements(), &Stub::GetAgreement, &Stub::CreateAgreement, &Stub::UpdateAgreement,
      [](CreateAgreementRequest& request, std::string id) { request.set_agreement_id(std::move(id)); },
      &CreateAgreementRequest::mutable_agreement, &UpdateAgreementRequest::mutable_agreement);
}

RegistryCalls<Claim> ClaimCalls(Client& client) {
  using Stub = ClaimService::Stub;
  return MakeCalls<Claim, GetClaimRequest, CreateClaimRequest, UpdateClaimRequest>(
      client, client.claims(), &Stub::GetClaim, &Stub::CreateClaim, &Stub::UpdateClaim,
      [](CreateClaimRequest& request, std::string id) { request.set_claim_id(std::move(id)); },
      &CreateClaimRequest::mutable_claim, &UpdateClaimRequest::mutable_claim);
}

}  // namespace karvan::cli
