#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/registry/agreement.h"
#include "services/indicators/domain/registry/claim.h"
#include "services/indicators/domain/registry/forum.h"
#include "services/indicators/domain/registry/target.h"
#include "services/platform/rpc/call_context.h"
#include "services/platform/task/task.h"

namespace karvan::indicators {

// What the registry listed, by name, at one of its snapshots. Deleted resources are not in it.
template <typename T>
struct Listed {
  std::vector<T> items;
  int64_t snapshot = 0;
};

// Which claims: those that match every part that is given.
struct ClaimQuery {
  std::vector<std::string> areas;  // about both
  std::string forum;               // said of it
};

// What is needed of the agreements service. Errors as with StatisticsClient. The call's context outlives
// the task.
class AgreementsClient {
 public:
  virtual ~AgreementsClient() = default;

  // The registry's sequence number: what is asked for after the answer is not older.
  virtual Task<absl::StatusOr<int64_t>> GetSnapshot(const rpc::CallContext& call) = 0;
  // Nothing when there is no such claim or it is deleted.
  virtual Task<absl::StatusOr<std::optional<Claim>>> GetClaim(const rpc::CallContext& call,
                                                              std::string name) = 0;
  virtual Task<absl::StatusOr<Listed<Claim>>> ListClaims(const rpc::CallContext& call, ClaimQuery query) = 0;
  // About both areas.
  virtual Task<absl::StatusOr<Listed<Target>>> ListTargets(const rpc::CallContext& call,
                                                           std::vector<std::string> areas) = 0;
  virtual Task<absl::StatusOr<Listed<Forum>>> ListForums(const rpc::CallContext& call) = 0;
  virtual Task<absl::StatusOr<Listed<Agreement>>> ListAgreements(const rpc::CallContext& call) = 0;
  virtual Task<absl::StatusOr<Listed<Party>>> ListParties(const rpc::CallContext& call,
                                                          std::string country) = 0;
};

}  // namespace karvan::indicators
