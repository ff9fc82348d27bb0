#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "karvan/agreements/v1/agreement_service.grpc.pb.h"
#include "karvan/agreements/v1/claim_service.grpc.pb.h"
#include "karvan/agreements/v1/forum_service.grpc.pb.h"
#include "karvan/agreements/v1/party_service.grpc.pb.h"
#include "karvan/agreements/v1/target_service.grpc.pb.h"
#include "services/indicators/clients/agreements_client.h"

namespace karvan::indicators {

// The agreements service over a channel. Each of its calls ends by the deadline of the call that it is
// made for, or after `timeout`.
class GrpcAgreementsClient final : public AgreementsClient {
 public:
  GrpcAgreementsClient(const std::shared_ptr<grpc::ChannelInterface>& channel, absl::Duration timeout);

  Task<absl::StatusOr<int64_t>> GetSnapshot(const rpc::CallContext& call) override;
  Task<absl::StatusOr<std::optional<Claim>>> GetClaim(const rpc::CallContext& call,
                                                      std::string name) override;
  Task<absl::StatusOr<Listed<Claim>>> ListClaims(const rpc::CallContext& call, ClaimQuery query) override;
  Task<absl::StatusOr<Listed<Target>>> ListTargets(const rpc::CallContext& call,
                                                   std::vector<std::string> areas) override;
  Task<absl::StatusOr<Listed<Forum>>> ListForums(const rpc::CallContext& call) override;
  Task<absl::StatusOr<Listed<Agreement>>> ListAgreements(const rpc::CallContext& call) override;
  Task<absl::StatusOr<Listed<Party>>> ListParties(const rpc::CallContext& call, std::string country) override;

 private:
  const std::unique_ptr<agreements::v1::ClaimService::Stub> claims_;
  const std::unique_ptr<agreements::v1::TargetService::Stub> targets_;
  const std::unique_ptr<agreements::v1::ForumService::Stub> forums_;
  const std::unique_ptr<agreements::v1::AgreementService::Stub> agreements_;
  const std::unique_ptr<agreements::v1::PartyService::Stub> parties_;
  const absl::Duration timeout_;
};

}  // namespace karvan::indicators
