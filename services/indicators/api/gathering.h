#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/clients/agreements_client.h"
#include "services/indicators/clients/statistics_client.h"
#include "services/platform/rpc/call_context.h"
#include "services/platform/task/task.h"

// What an answer is made of, fetched from the two other services side by side. References outlive the
// tasks.
namespace karvan::indicators {

// Reporter and partner.
using AreaPairs = std::set<std::pair<std::string, std::string>>;

// The trade of each pair in each dataset that is evidence for its reporter: those of `datasets` or, when it
// is empty, the national ones of the reporter. By dataset name.
Task<absl::StatusOr<std::vector<BilateralTrade>>> GatherTrades(const rpc::CallContext& call,
                                                               StatisticsClient& statistics, AreaPairs pairs,
                                                               std::vector<Dataset> datasets,
                                                               std::vector<Dataset> all_datasets, AsOf as_of);

// What the registry has about two areas.
struct SharedRegistry {
  std::vector<Party> parties;         // of both
  std::vector<Forum> forums;          // where both were
  std::vector<Agreement> agreements;  // all, whoever concluded them
  std::vector<Claim> claims;          // about both or those forums, by name
  std::vector<Target> targets;        // about both
  int64_t snapshot = 0;               // the earliest of the answers
};
Task<absl::StatusOr<SharedRegistry>> GatherRegistry(const rpc::CallContext& call,
                                                    AgreementsClient& agreements, std::string country,
                                                    std::string partner);

}  // namespace karvan::indicators
