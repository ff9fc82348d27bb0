#pragma once

#include "karvan/agreements/v1/party_service.grpc.pb.h"
#include "services/agreements/api/crud_calls.h"
#include "services/agreements/convert/party.h"

namespace karvan::agreements {

// karvan.agreements.v1.PartyService.
class PartyService final : public v1::PartyService::CallbackService {
 public:
  using Contract = v1::PartyService;
  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  PartyService(rpc::ServiceRuntime& runtime, ResourceRepository& records, IdGenerator& ids)
      : calls_(runtime, records, ids) {}

  Reactor* CreateParty(Context* context, const v1::CreatePartyRequest* request,
                       v1::Party* response) override {
    return calls_.Create(context, request, response);
  }
  Reactor* GetParty(Context* context, const v1::GetPartyRequest* request, v1::Party* response) override {
    return calls_.Get(context, request, response);
  }
  Reactor* ListParties(Context* context, const v1::ListPartiesRequest* request,
                       v1::ListPartiesResponse* response) override {
    return calls_.List(context, request, response);
  }
  Reactor* UpdateParty(Context* context, const v1::UpdatePartyRequest* request,
                       v1::Party* response) override {
    return calls_.Update(context, request, response);
  }
  Reactor* DeleteParty(Context* context, const v1::DeletePartyRequest* request,
                       v1::Party* response) override {
    return calls_.Delete(context, request, response);
  }
  Reactor* ListPartyRevisions(Context* context, const v1::ListPartyRevisionsRequest* request,
                              v1::ListPartyRevisionsResponse* response) override {
    return calls_.ListRevisions(context, request, response);
  }

 private:
  CrudCalls<Party> calls_;
};

}  // namespace karvan::agreements
