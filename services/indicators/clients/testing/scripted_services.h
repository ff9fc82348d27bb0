#pragma once

#include <functional>
#include <utility>

#include "grpcpp/grpcpp.h"
#include "karvan/agreements/v1/agreement_service.grpc.pb.h"
#include "karvan/agreements/v1/claim_service.grpc.pb.h"
#include "karvan/agreements/v1/forum_service.grpc.pb.h"
#include "karvan/agreements/v1/party_service.grpc.pb.h"
#include "karvan/agreements/v1/target_service.grpc.pb.h"
#include "karvan/statistics/v1/dataset_service.grpc.pb.h"
#include "karvan/statistics/v1/observation_service.grpc.pb.h"

// gRPC services of the two neighbours whose answers a test writes. A method without one is UNIMPLEMENTED,
// as in a server that does not know it.
namespace karvan::indicators::testing {

// What a method answers.
template <typename Request, typename Response>
using Script = std::function<grpc::Status(const Request&, Response&)>;

template <typename Request, typename Response>
grpc::ServerUnaryReactor* Answer(grpc::CallbackServerContext* context,
                                 const Script<Request, Response>& script, const Request& request,
                                 Response& response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(script ? script(request, response)
                         : grpc::Status(grpc::StatusCode::UNIMPLEMENTED, "no script"));
  return reactor;
}

// A call that is never answered: it ends when its client gives it up.
class Silence final : public grpc::ServerUnaryReactor {
 public:
  void OnCancel() override { Finish(grpc::Status::CANCELLED); }
  void OnDone() override { delete this; }
};

struct ScriptedDatasets final : statistics::v1::DatasetService::CallbackService {
  Script<statistics::v1::ListDatasetsRequest, statistics::v1::ListDatasetsResponse> list;
  Script<statistics::v1::GetDatasetRequest, statistics::v1::Dataset> get;
  bool silent = false;

  grpc::ServerUnaryReactor* ListDatasets(grpc::CallbackServerContext* context,
                                         const statistics::v1::ListDatasetsRequest* request,
                                         statistics::v1::ListDatasetsResponse* response) override {
    if (silent) return new Silence;
    return Answer(context, list, *request, *response);
  }
  grpc::ServerUnaryReactor* GetDataset(grpc::CallbackServerContext* context,
                                       const statistics::v1::GetDatasetRequest* request,
                                       statistics::v1::Dataset* response) override {
    if (silent) return new Silence;
    return Answer(context, get, *request, *response);
  }
};

struct ScriptedObservations final : statistics::v1::ObservationService::CallbackService {
  Script<statistics::v1::QueryObservationsRequest, statistics::v1::QueryObservationsResponse> query;

  grpc::ServerUnaryReactor* QueryObservations(grpc::CallbackServerContext* context,
                                              const statistics::v1::QueryObservationsRequest* request,
                                              statistics::v1::QueryObservationsResponse* response) override {
    return Answer(context, query, *request, *response);
  }
};

struct ScriptedClaims final : agreements::v1::ClaimService::CallbackService {
  Script<agreements::v1::GetClaimRequest, agreements::v1::Claim> get;
  Script<agreements::v1::ListClaimsRequest, agreements::v1::ListClaimsResponse> list;

  grpc::ServerUnaryReactor* GetClaim(grpc::CallbackServerContext* context,
                                     const agreements::v1::GetClaimRequest* request,
                                     agreements::v1::Claim* response) override {
    return Answer(context, get, *request, *response);
  }
  grpc::ServerUnaryReactor* ListClaims(grpc::CallbackServerContext* context,
                                       const agreements::v1::ListClaimsRequest* request,
                                       agreements::v1::ListClaimsResponse* response) override {
    return Answer(context, list, *request, *response);
  }
};

struct ScriptedTargets final : agreements::v1::TargetService::CallbackService {
  Script<agreements::v1::ListTargetsRequest, agreements::v1::ListTargetsResponse> list;

  grpc::ServerUnaryReactor* ListTargets(grpc::CallbackServerContext* context,
                                        const agreements::v1::ListTargetsRequest* request,
                                        agreements::v1::ListTargetsResponse* response) override {
    return Answer(context, list, *request, *response);
  }
};

struct ScriptedForums final : agreements::v1::ForumService::CallbackService {
  Script<agreements::v1::ListForumsRequest, agreements::v1::ListForumsResponse> list;

  grpc::ServerUnaryReactor* ListForums(grpc::CallbackServerContext* context,
                                       const agreements::v1::ListForumsRequest* request,
                                       agreements::v1::ListForumsResponse* response) override {
    return Answer(context, list, *request, *response);
  }
};

struct ScriptedAgreements final : agreements::v1::AgreementService::CallbackService {
  Script<agreements::v1::ListAgreementsRequest, agreements::v1::ListAgreementsResponse> list;

  grpc::ServerUnaryReactor* ListAgreements(grpc::CallbackServerContext* context,
                                           const agreements::v1::ListAgreementsRequest* request,
                                           agreements::v1::ListAgreementsResponse* response) override {
    return Answer(context, list, *request, *response);
  }
};

struct ScriptedParties final : agreements::v1::PartyService::CallbackService {
  Script<agreements::v1::ListPartiesRequest, agreements::v1::ListPartiesResponse> list;

  grpc::ServerUnaryReactor* ListParties(grpc::CallbackServerContext* context,
                                        const agreements::v1::ListPartiesRequest* request,
                                        agreements::v1::ListPartiesResponse* response) override {
    return Answer(context, list, *request, *response);
  }
};

// A server with all of them, in the process.
class ScriptedServer {
 public:
  ScriptedDatasets datasets;
  ScriptedObservations observations;
  ScriptedClaims claims;
  ScriptedTargets targets;
  ScriptedForums forums;
  ScriptedAgreements agreements;
  ScriptedParties parties;

  ScriptedServer() {
    grpc::ServerBuilder builder;
    for (grpc::Service* service : std::initializer_list<grpc::Service*>{
             &datasets, &observations, &claims, &targets, &forums, &agreements, &parties}) {
      builder.RegisterService(service);
    }
    server_ = builder.BuildAndStart();
  }
  ~ScriptedServer() { server_->Shutdown(); }

  std::shared_ptr<grpc::Channel> Channel() { return server_->InProcessChannel({}); }

 private:
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace karvan::indicators::testing
