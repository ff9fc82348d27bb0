#include "services/cli/client/registry.h"

#include "services/cli/client/paging.h"

namespace karvan::cli {
namespace {

// Large pages: a registry is read whole.
constexpr int kPageSize = 1000;

// `field` is the repeated field of the response.
template <typename Resource, typename Stub, typename Request, typename Response>
absl::StatusOr<std::vector<Resource>> ListAll(
    Client& client, Stub& stub, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
    const google::protobuf::RepeatedPtrField<Resource>& (Response::*field)() const) {
  Request request;
  request.set_page_size(kPageSize);
  std::vector<Resource> resources;
  KARVAN_RETURN_IF_ERROR(ForEachPage(client, stub, method, request, [&](const Response& page) {
    const auto& items = (page.*field)();
    resources.insert(resources.end(), items.begin(), items.end());
    return true;
  }));
  return resources;
}

}  // namespace

absl::StatusOr<std::vector<agreements::v1::Agreement>> ListAgreements(Client& client) {
  return ListAll<agreements::v1::Agreement>(client, client.agreements(),
                                            &agreements::v1::AgreementService::Stub::ListAgreements,
                                            &agreements::v1::ListAgreementsResponse::agreements);
}

absl::StatusOr<std::vector<agreements::v1::Forum>> ListForums(Client& client) {
  return ListAll<agreements::v1::Forum>(client, client.forums(),
                                        &agreements::v1::ForumService::Stub::ListForums,
                                        &agreements::v1::ListForumsResponse::forums);
}

absl::StatusOr<std::vector<agreements::v1::Target>> ListTargets(Client& client) {
  return ListAll<agreements::v1::Target>(client, client.targets(),
                                         &agreements::v1::TargetService::Stub::ListTargets,
                                         &agreements::v1::ListTargetsResponse::targets);
}

absl::StatusOr<std::vector<agreements::v1::Party>> ListParties(Client& client) {
  return ListAll<agreements::v1::Party>(client, client.parties(),
                                        &agreements::v1::PartyService::Stub::ListParties,
                                        &agreements::v1::ListPartiesResponse::parties);
}

absl::StatusOr<std::vector<agreements::v1::Claim>> ListClaims(Client& client) {
  return ListAll<agreements::v1::Claim>(client, client.claims(),
                                        &agreements::v1::ClaimService::Stub::ListClaims,
                                        &agreements::v1::ListClaimsResponse::claims);
}

}  // namespace karvan::cli
