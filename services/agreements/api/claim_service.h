#pragma once

#include "karvan/agreements/v1/claim_service.grpc.pb.h"
#include "services/agreements/api/crud_calls.h"
#include "services/agreements/convert/claim.h"

namespace karvan::agreements {

// karvan.agreements.v1.ClaimService.
class ClaimService final : public v1::ClaimService::CallbackService {
 public:
  using Contract = v1::ClaimService;
  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  ClaimService(rpc::ServiceRuntime& runtime, ResourceRepository& records, IdGenerator& ids)
      : calls_(runtime, records, ids) {}

  Reactor* CreateClaim(Context* context, const v1::CreateClaimRequest* request,
                       v1::Claim* response) override {
    return calls_.Create(context, request, response);
  }
  Reactor* GetClaim(Context* context, const v1::GetClaimRequest* request, v1::Claim* response) override {
    return calls_.Get(context, request, response);
  }
  Reactor* ListClaims(Context* context, const v1::ListClaimsRequest* request,
                      v1::ListClaimsResponse* response) override {
    return calls_.List(context, request, response);
  }
  Reactor* UpdateClaim(Context* context, const v1::UpdateClaimRequest* request,
                       v1::Claim* response) override {
    return calls_.Update(context, request, response);
  }
  Reactor* DeleteClaim(Context* context, const v1::DeleteClaimRequest* request,
                       v1::Claim* response) override {
    return calls_.Delete(context, request, response);
  }
  Reactor* ListClaimRevisions(Context* context, const v1::ListClaimRevisionsRequest* request,
                              v1::ListClaimRevisionsResponse* response) override {
    return calls_.ListRevisions(context, request, response);
  }

 private:
  CrudCalls<Claim> calls_;
};

}  // namespace karvan::agreements
