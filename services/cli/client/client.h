#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "karvan/agreements/v1/agreement_service.grpc.pb.h"
#include "karvan/agreements/v1/claim_service.grpc.pb.h"
#include "karvan/agreements/v1/forum_service.grpc.pb.h"
#include "karvan/agreements/v1/party_service.grpc.pb.h"
#include "karvan/agreements/v1/target_service.grpc.pb.h"
#include "karvan/indicators/v1/indicator_service.grpc.pb.h"
#include "karvan/statistics/v1/dataset_service.grpc.pb.h"
#include "karvan/statistics/v1/observation_service.grpc.pb.h"
#include "karvan/statistics/v1/release_service.grpc.pb.h"
#include "karvan/statistics/v1/upload_service.grpc.pb.h"
#include "services/platform/status/grpc_status.h"

namespace karvan::cli {

// The public services of a suite, as a command line calls them: one call after the other, each with a
// deadline.
class Client {
 public:
  struct Channels {
    std::shared_ptr<grpc::Channel> agreements;
    std::shared_ptr<grpc::Channel> statistics;
    std::shared_ptr<grpc::Channel> indicators;
  };

  // `timeout` is for each call.
  Client(const Channels& channels, absl::Duration timeout);
  // All services at one address.
  Client(const std::shared_ptr<grpc::Channel>& channel, absl::Duration timeout)
      : Client(Channels{channel, channel, channel}, timeout) {}

  agreements::v1::PartyService::Stub& parties() { return parties_; }
  agreements::v1::ForumService::Stub& forums() { return forums_; }
  agreements::v1::AgreementService::Stub& agreements() { return agreements_; }
  agreements::v1::TargetService::Stub& targets() { return targets_; }
  agreements::v1::ClaimService::Stub& claims() { return claims_; }
  statistics::v1::DatasetService::Stub& datasets() { return datasets_; }
  statistics::v1::ReleaseService::Stub& releases() { return releases_; }
  statistics::v1::UploadService::Stub& uploads() { return uploads_; }
  statistics::v1::ObservationService::Stub& observations() { return observations_; }
  indicators::v1::IndicatorService::Stub& indicators() { return indicators_; }

  // A unary call; the error, with its details, is the one that the server gave.
  //   client.Call(client.parties(), &PartyService::Stub::GetParty, request)
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(Stub& stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request) {
    grpc::ClientContext context;
    SetDeadline(context);
    Response response;
    grpc::Status status = (stub.*method)(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

  // Sets the deadline of a call made by hand.
  void SetDeadline(grpc::ClientContext& context) const;

  // A fresh request_id for a write: what makes a repeat of the write harmless.
  static std::string NewRequestId();

 private:
  const absl::Duration timeout_;
  agreements::v1::PartyService::Stub parties_;
  agreements::v1::ForumService::Stub forums_;
  agreements::v1::AgreementService::Stub agreements_;
  agreements::v1::TargetService::Stub targets_;
  agreements::v1::ClaimService::Stub claims_;
  statistics::v1::DatasetService::Stub datasets_;
  statistics::v1::ReleaseService::Stub releases_;
  statistics::v1::UploadService::Stub uploads_;
  statistics::v1::ObservationService::Stub observations_;
  indicators::v1::IndicatorService::Stub indicators_;
};

}  // namespace karvan::cli
