#include "services/indicators/clients/grpc_agreements_client.h"

#include <functional>
#include <optional>
#include <utility>

#include "services/indicators/clients/agreements_reading.h"
#include "services/indicators/clients/dependency_error.h"
#include "services/indicators/clients/pages.h"
#include "services/platform/rpc/client_call.h"
#include "services/platform/status/error.h"

namespace karvan::indicators {
namespace {

namespace pb = agreements::v1;

constexpr char kDependency[] = "agreements";
constexpr int kItemsPerPage = 1000;

// All pages of a list; `items_of` gives the resources of a page.
template <typename Item, typename Response, typename Request, typename StartCall, typename ItemsOf>
Task<absl::StatusOr<Listed<Item>>> List(const rpc::CallContext& call, Request request, absl::Duration timeout,
                                        StartCall start, ItemsOf items_of) {
  request.set_page_size(kItemsPerPage);
  Listed<Item> listed;
  auto take = [&listed, &items_of](const Response& page) {
    listed.snapshot = page.snapshot();
    for (const auto& resource : items_of(page)) {
      absl::StatusOr<Item> item = ReadResource(resource);
      if (!item.ok()) return UnreadableAnswer(kDependency, resource.name(), item.status());
      listed.items.push_back(*std::move(item));
    }
    return absl::OkStatus();
  };
  auto taking = TakePages<Response>(call, std::move(request), timeout, std::move(start), take);
  absl::Status taken = co_await std::move(taking);
  if (taken.ok()) co_return listed;
  if (ErrorReason(taken) == "DEPENDENCY_FAILED") co_return taken;  // ours, of reading
  co_return DependencyError(call, kDependency, taken);
}

}  // namespace

GrpcAgreementsClient::GrpcAgreementsClient(const std::shared_ptr<grpc::ChannelInterface>& channel,
                                           absl::Duration timeout)
    : claims_(pb::ClaimService::NewStub(channel)),
      targets_(pb::TargetService::NewStub(channel)),
      forums_(pb::ForumService::NewStub(channel)),
      agreements_(pb::AgreementService::NewStub(channel)),
      parties_(pb::PartyService::NewStub(channel)),
      timeout_(timeout) {}

Task<absl::StatusOr<int64_t>> GrpcAgreementsClient::GetSnapshot(const rpc::CallContext& call) {
  pb::ListClaimsRequest request;  // every list carries it
  request.set_page_size(1);
  auto start = [this](grpc::ClientContext* context, const pb::ListClaimsRequest* list,
                      pb::ListClaimsResponse* page, std::function<void(grpc::Status)> done) {
    claims_->async()->ListClaims(context, list, page, std::move(done));
  };
  auto listing = rpc::CallUnary<pb::ListClaimsResponse>(call, request, timeout_, start);
  absl::StatusOr<pb::ListClaimsResponse> page = co_await std::move(listing);
  if (!page.ok()) co_return DependencyError(call, kDependency, page.status());
  co_return page->snapshot();
}

Task<absl::StatusOr<std::optional<Claim>>> GrpcAgreementsClient::GetClaim(const rpc::CallContext& call,
                                                                          std::string name) {
  pb::GetClaimRequest request;
  request.set_name(name);
  auto start = [this](grpc::ClientContext* context, const pb::GetClaimRequest* get, pb::Claim* claim,
                      std::function<void(grpc::Status)> done) {
    claims_->async()->GetClaim(context, get, claim, std::move(done));
  };
  auto getting = rpc::CallUnary<pb::Claim>(call, request, timeout_, start);
  absl::StatusOr<pb::Claim> claim = co_await std::move(getting);
  if (absl::IsNotFound(claim.status())) co_return std::nullopt;
  if (!claim.ok()) co_return DependencyError(call, kDependency, claim.status());
  if (claim->has_delete_time()) co_return std::nullopt;
  absl::StatusOr<Claim> read = ReadResource(*claim);
  if (!read.ok()) co_return UnreadableAnswer(kDependency, name, read.status());
  co_return *std::move(read);
}

Task<absl::StatusOr<Listed<Claim>>> GrpcAgreementsClient::ListClaims(const rpc::CallContext& call,
                                                                     ClaimQuery query) {
  pb::ListClaimsRequest request;
  for (const std::string& area : query.areas) request.mutable_filter()->add_areas(area);
  request.mutable_filter()->set_forum(query.forum);
  auto start = [this](grpc::ClientContext* context, const pb::ListClaimsRequest* page_request,
                      pb::ListClaimsResponse* page, std::function<void(grpc::Status)> done) {
    claims_->async()->ListClaims(context, page_request, page, std::move(done));
  };
  return List<Claim, pb::ListClaimsResponse>(
      call, std::move(request), timeout_, start,
      [](const pb::ListClaimsResponse& page) -> const auto& { return page.claims(); });
}

Task<absl::StatusOr<Listed<Target>>> GrpcAgreementsClient::ListTargets(const rpc::CallContext& call,
                                                                       std::vector<std::string> areas) {
  pb::ListTargetsRequest request;
  for (const std::string& area : areas) request.mutable_filter()->add_areas(area);
  auto start = [this](grpc::ClientContext* context, const pb::ListTargetsRequest* page_request,
                      pb::ListTargetsResponse* page, std::function<void(grpc::Status)> done) {
    targets_->async()->ListTargets(context, page_request, page, std::move(done));
  };
  return List<Target, pb::ListTargetsResponse>(
      call, std::move(request), timeout_, start,
      [](const pb::ListTargetsResponse& page) -> const auto& { return page.targets(); });
}

Task<absl::StatusOr<Listed<Forum>>> GrpcAgreementsClient::ListForums(const rpc::CallContext& call) {
  auto start = [this](grpc::ClientContext* context, const pb::ListForumsRequest* page_request,
                      pb::ListForumsResponse* page, std::function<void(grpc::Status)> done) {
    forums_->async()->ListForums(context, page_request, page, std::move(done));
  };
  return List<Forum, pb::ListForumsResponse>(
      call, pb::ListForumsRequest(), timeout_, start,
      [](const pb::ListForumsResponse& page) -> const auto& { return page.forums(); });
}

Task<absl::StatusOr<Listed<Agreement>>> GrpcAgreementsClient::ListAgreements(const rpc::CallContext& call) {
  auto start = [this](grpc::ClientContext* context, const pb::ListAgreementsRequest* page_request,
                      pb::ListAgreementsResponse* page, std::function<void(grpc::Status)> done) {
    agreements_->async()->ListAgreements(context, page_request, page, std::move(done));
  };
  return List<Agreement, pb::ListAgreementsResponse>(
      call, pb::ListAgreementsRequest(), timeout_, start,
      [](const pb::ListAgreementsResponse& page) -> const auto& { return page.agreements(); });
}

Task<absl::StatusOr<Listed<Party>>> GrpcAgreementsClient::ListParties(const rpc::CallContext& call,
                                                                      std::string country) {
  pb::ListPartiesRequest request;
  request.mutable_filter()->set_country(country);
  auto start = [this](grpc::ClientContext* context, const pb::ListPartiesRequest* page_request,
                      pb::ListPartiesResponse* page, std::function<void(grpc::Status)> done) {
    parties_->async()->ListParties(context, page_request, page, std::move(done));
  };
  return List<Party, pb::ListPartiesResponse>(
      call, std::move(request), timeout_, start,
      [](const pb::ListPartiesResponse& page) -> const auto& { return page.parties(); });
}

}  // namespace karvan::indicators
