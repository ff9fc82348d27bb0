#pragma once

#include "karvan/agreements/v1/target_service.grpc.pb.h"
#include "services/agreements/api/crud_calls.h"
#include "services/agreements/convert/target.h"

namespace karvan::agreements {

// karvan.agreements.v1.TargetService.
class TargetService final : public v1::TargetService::CallbackService {
 public:
  using Contract = v1::TargetService;
  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  TargetService(rpc::ServiceRuntime& runtime, ResourceRepository& records, IdGenerator& ids)
      : calls_(runtime, records, ids) {}

  Reactor* CreateTarget(Context* context, const v1::CreateTargetRequest* request,
                        v1::Target* response) override {
    return calls_.Create(context, request, response);
  }
  Reactor* GetTarget(Context* context, const v1::GetTargetRequest* request, v1::Target* response) override {
    return calls_.Get(context, request, response);
  }
  Reactor* ListTargets(Context* context, const v1::ListTargetsRequest* request,
                       v1::ListTargetsResponse* response) override {
    return calls_.List(context, request, response);
  }
  Reactor* UpdateTarget(Context* context, const v1::UpdateTargetRequest* request,
                        v1::Target* response) override {
    return calls_.Update(context, request, response);
  }
  Reactor* DeleteTarget(Context* context, const v1::DeleteTargetRequest* request,
                        v1::Target* response) override {
    return calls_.Delete(context, request, response);
  }
  Reactor* ListTargetRevisions(Context* context, const v1::ListTargetRevisionsRequest* request,
                               v1::ListTargetRevisionsResponse* response) override {
    return calls_.ListRevisions(context, request, response);
  }

 private:
  CrudCalls<Target> calls_;
};

}  // namespace karvan::agreements
