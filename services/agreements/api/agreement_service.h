#pragma once

#include "karvan/agreements/v1/agreement_service.grpc.pb.h"
#include "services/agreements/api/crud_calls.h"
#include "services/agreements/convert/agreement.h"

namespace karvan::agreements {

// karvan.agreements.v1.AgreementService.
class AgreementService final : public v1::AgreementService::CallbackService {
 public:
  using Contract = v1::AgreementService;
  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  AgreementService(rpc::ServiceRuntime& runtime, ResourceRepository& records, IdGenerator& ids)
      : calls_(runtime, records, ids) {}

  Reactor* CreateAgreement(Context* context, const v1::CreateAgreementRequest* request,
                           v1::Agreement* response) override {
    return calls_.Create(context, request, response);
  }
  Reactor* GetAgreement(Context* context, const v1::GetAgreementRequest* request,
                        v1::Agreement* response) override {
    return calls_.Get(context, request, response);
  }
  Reactor* ListAgreements(Context* context, const v1::ListAgreementsRequest* request,
                          v1::ListAgreementsResponse* response) override {
    return calls_.List(context, request, response);
  }
  Reactor* UpdateAgreement(Context* context, const v1::UpdateAgreementRequest* request,
                           v1::Agreement* response) override {
    return calls_.Update(context, request, response);
  }
  Reactor* DeleteAgreement(Context* context, const v1::DeleteAgreementRequest* request,
                           v1::Agreement* response) override {
    return calls_.Delete(context, request, response);
  }
  Reactor* ListAgreementRevisions(Context* context, const v1::ListAgreementRevisionsRequest* request,
                                  v1::ListAgreementRevisionsResponse* response) override {
    return calls_.ListRevisions(context, request, response);
  }

 private:
  CrudCalls<Agreement> calls_;
};

}  // namespace karvan::agreements
