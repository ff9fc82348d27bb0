#include "services/indicators/api/gathering.h"

#include <algorithm>
#include <map>

#include "services/indicators/api/together.h"
#include "services/indicators/domain/briefing/meetings.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

Task<absl::StatusOr<BilateralTrade>> GatherTrade(const rpc::CallContext& call, StatisticsClient& statistics,
                                                 Dataset dataset, std::pair<std::string, std::string> pair,
                                                 AsOf as_of) {
  TradeQuery query{.dataset = dataset.name, .reporter = pair.first, .partner = pair.second, .as_of = as_of};
  auto getting = statistics.GetTrade(call, query);
  absl::StatusOr<TradeObservations> trade = co_await std::move(getting);
  if (!trade.ok()) co_return trade.status();
  BilateralTrade::Scope scope;
  scope.dataset = std::move(dataset);
  scope.reporter = pair.first;
  scope.partner = pair.second;
  scope.snapshot = trade->snapshot;
  co_return BilateralTrade(std::move(scope), std::move(trade->observations));
}

std::vector<Claim> ByName(const std::vector<Listed<Claim>>& lists) {
  std::map<std::string, Claim> by_name;
  for (const Listed<Claim>& list : lists) {
    for (const Claim& claim : list.items) by_name.emplace(claim.name, claim);
  }
  std::vector<Claim> claims;
  for (auto& [name, claim] : by_name) claims.push_back(std::move(claim));
  return claims;
}

}  // namespace

Task<absl::StatusOr<std::vector<BilateralTrade>>> GatherTrades(const rpc::CallContext& call,
                                                               StatisticsClient& statistics, AreaPairs pairs,
                                                               std::vector<Dataset> datasets,
                                                               std::vector<Dataset> all_datasets,
                                                               AsOf as_of) {
  const bool national = datasets.empty();
  std::vector<Dataset> candidates = national ? std::move(all_datasets) : std::move(datasets);
  std::sort(candidates.begin(), candidates.end(),
            [](const Dataset& a, const Dataset& b) { return a.name < b.name; });
  std::vector<Task<absl::StatusOr<BilateralTrade>>> tasks;
  for (const Dataset& dataset : candidates) {
    for (const auto& pair : pairs) {
      if (national && !dataset.IsNationalOf(pair.first)) continue;
      tasks.push_back(GatherTrade(call, statistics, dataset, pair, as_of));
    }
  }
  auto gathering = AllOf(std::move(tasks));
  absl::StatusOr<std::vector<BilateralTrade>> trades = co_await std::move(gathering);
  co_return trades;
}

Task<absl::StatusOr<SharedRegistry>> GatherRegistry(const rpc::CallContext& call,
                                                    AgreementsClient& agreements, std::string country,
                                                    std::string partner) {
  Listed<Party> parties, partner_parties;
  Listed<Forum> forums;
  Listed<Agreement> all_agreements;
  Listed<Target> targets;
  Listed<Claim> claims;
  const std::vector<std::string> areas = {country, partner};
  std::vector<Task<absl::Status>> tasks;
  tasks.push_back(Into(agreements.ListParties(call, country), parties));
  tasks.push_back(Into(agreements.ListParties(call, partner), partner_parties));
  tasks.push_back(Into(agreements.ListForums(call), forums));
  tasks.push_back(Into(agreements.ListAgreements(call), all_agreements));
  tasks.push_back(Into(agreements.ListTargets(call, areas), targets));
  tasks.push_back(Into(agreements.ListClaims(call, ClaimQuery{areas, ""}), claims));
  auto gathering = Together(std::move(tasks));
  absl::Status gathered = co_await std::move(gathering);
  if (!gathered.ok()) co_return gathered;

  SharedRegistry registry;
  registry.parties = std::move(parties.items);
  registry.parties.insert(registry.parties.end(), partner_parties.items.begin(), partner_parties.items.end());
  registry.forums = ForumsOfBoth(forums.items, CountriesOf(registry.parties), country, partner);

  std::vector<Task<absl::StatusOr<Listed<Claim>>>> forum_tasks;
  for (const Forum& forum : registry.forums) {
    forum_tasks.push_back(agreements.ListClaims(call, ClaimQuery{{}, forum.name}));
  }
  auto gathering_claims = AllOf(std::move(forum_tasks));
  absl::StatusOr<std::vector<Listed<Claim>>> forum_claims = co_await std::move(gathering_claims);
  if (!forum_claims.ok()) co_return forum_claims.status();

  registry.snapshot = std::min({parties.snapshot, partner_parties.snapshot, forums.snapshot,
                                all_agreements.snapshot, targets.snapshot, claims.snapshot});
  forum_claims->push_back(std::move(claims));
  registry.claims = ByName(*forum_claims);
  registry.agreements = std::move(all_agreements.items);
  registry.targets = std::move(targets.items);
  co_return registry;
}

}  // namespace karvan::indicators
