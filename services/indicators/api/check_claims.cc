#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/indicators/api/claim_convert.h"
#include "services/indicators/api/gathering.h"
#include "services/indicators/api/indicator_handlers.h"
#include "services/indicators/api/request_reading.h"
#include "services/indicators/api/together.h"
#include "services/indicators/api/unknown_resource.h"
#include "services/indicators/domain/claim/claim_engine.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

constexpr int kMaxClaims = 100;

void CheckWhich(const v1::CheckClaimsRequest& request, Violations& violations) {
  if (request.claims().empty() == request.areas().empty()) {
    violations.Add("claims", "either claims or areas must be given, and not both");
  }
  if (request.claims_size() > kMaxClaims) {
    violations.Add("claims", absl::StrCat(request.claims_size(), " are given; at most 100 are allowed"));
  }
  for (int i = 0; i < request.claims_size(); ++i) {
    CheckName(absl::StrCat("claims[", i, "]"), "claims", request.claims(i), violations);
  }
  if (request.areas().empty()) return;
  for (int i = 0; i < request.areas_size(); ++i) {
    CheckCountry(absl::StrCat("areas[", i, "]"), request.areas(i), violations);
  }
  if (request.areas_size() != 2 || request.areas(0) == request.areas(1)) {
    violations.Add("areas", "must be two different areas");
  }
}

absl::StatusOr<AsOf> Validate(const v1::CheckClaimsRequest& request) {
  Violations violations;
  CheckWhich(request, violations);
  for (int i = 0; i < request.datasets_size(); ++i) {
    CheckName(absl::StrCat("datasets[", i, "]"), "datasets", request.datasets(i), violations);
  }
  AsOf as_of;
  if (request.has_known_at()) as_of.known_at = ReadTime("known_at", request.known_at(), violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  return as_of;
}

// The claims to check and, from the registry, what they are checked with.
struct ClaimMaterial {
  std::vector<Claim> claims;
  std::vector<Claim> other_claims;
  std::vector<Agreement> agreements;
  int64_t snapshot = 0;  // of the registry: nothing of it is older
};

Task<absl::StatusOr<ClaimMaterial>> GatherByAreas(const rpc::CallContext& call, AgreementsClient& agreements,
                                                  std::string first, std::string second) {
  auto gathering = GatherRegistry(call, agreements, first, second);
  absl::StatusOr<SharedRegistry> registry = co_await std::move(gathering);
  if (!registry.ok()) co_return registry.status();
  co_return ClaimMaterial{
      std::move(registry->claims), {}, std::move(registry->agreements), registry->snapshot};
}

// Reporter and partner of each claim that names both.
AreaPairs PairsOf(const std::vector<Claim>& claims) {
  AreaPairs pairs;
  for (const Claim& claim : claims) {
    if (!claim.reporter.empty() && !claim.partner.empty()) pairs.emplace(claim.reporter, claim.partner);
  }
  return pairs;
}

Task<absl::StatusOr<ClaimMaterial>> GatherByName(const rpc::CallContext& call, AgreementsClient& agreements,
                                                 std::vector<std::string> names) {
  // Before all else: a claim alone does not say how new it is.
  auto getting_snapshot = agreements.GetSnapshot(call);
  absl::StatusOr<int64_t> snapshot = co_await std::move(getting_snapshot);
  if (!snapshot.ok()) co_return snapshot.status();

  std::vector<Task<absl::StatusOr<std::optional<Claim>>>> tasks;
  for (const std::string& name : names) tasks.push_back(agreements.GetClaim(call, name));
  auto gathering = AllOf(std::move(tasks));
  absl::StatusOr<std::vector<std::optional<Claim>>> claims = co_await std::move(gathering);
  if (!claims.ok()) co_return claims.status();
  ClaimMaterial material;
  material.snapshot = *snapshot;
  for (size_t i = 0; i < names.size(); ++i) {
    if (!(*claims)[i]) co_return ClaimUnknown(names[i]);
    material.claims.push_back(*std::move((*claims)[i]));
  }

  // Levels claimed elsewhere about the same areas, and what is registered of the forums.
  std::set<std::vector<std::string>> areas;
  for (const auto& [reporter, partner] : PairsOf(material.claims)) {
    areas.insert(reporter < partner ? std::vector<std::string>{reporter, partner}
                                    : std::vector<std::string>{partner, reporter});
  }
  std::vector<Listed<Claim>> others(areas.size());
  Listed<Agreement> registered;
  std::vector<Task<absl::Status>> more;
  size_t next = 0;
  for (const std::vector<std::string>& pair : areas) {
    more.push_back(Into(agreements.ListClaims(call, ClaimQuery{pair, ""}), others[next++]));
  }
  const bool any_forum = std::any_of(material.claims.begin(), material.claims.end(),
                                     [](const Claim& claim) { return !claim.forum.empty(); });
  if (any_forum) more.push_back(Into(agreements.ListAgreements(call), registered));
  auto gathering_more = Together(std::move(more));
  absl::Status gathered = co_await std::move(gathering_more);
  if (!gathered.ok()) co_return gathered;
  for (Listed<Claim>& list : others) {
    material.other_claims.insert(material.other_claims.end(), list.items.begin(), list.items.end());
  }
  material.agreements = std::move(registered.items);
  co_return material;
}

// The datasets that the request names, or an error that names the first that does not exist.
absl::StatusOr<std::vector<Dataset>> NamedDatasets(const v1::CheckClaimsRequest& request,
                                                   const std::vector<Dataset>& all) {
  std::vector<Dataset> named;
  for (const std::string& name : request.datasets()) {
    auto found =
        std::find_if(all.begin(), all.end(), [&](const Dataset& dataset) { return dataset.name == name; });
    if (found == all.end()) return DatasetUnknown(name);
    named.push_back(*found);
  }
  return named;
}

}  // namespace

Task<absl::StatusOr<v1::CheckClaimsResponse>> IndicatorHandlers::CheckClaims(
    const rpc::CallContext& call, const v1::CheckClaimsRequest& request) const {
  KARVAN_CO_ASSIGN_OR_RETURN(AsOf as_of, Validate(request));

  ClaimMaterial material;
  std::vector<Dataset> datasets;
  std::vector<Task<absl::Status>> tasks;
  if (request.claims().empty()) {
    tasks.push_back(Into(GatherByAreas(call, agreements_, request.areas(0), request.areas(1)), material));
  } else {
    std::vector<std::string> names(request.claims().begin(), request.claims().end());
    tasks.push_back(Into(GatherByName(call, agreements_, std::move(names)), material));
  }
  tasks.push_back(Into(statistics_.ListDatasets(call), datasets));
  auto gathering = Together(std::move(tasks));
  absl::Status gathered = co_await std::move(gathering);
  if (!gathered.ok()) co_return gathered;

  KARVAN_CO_ASSIGN_OR_RETURN(std::vector<Dataset> named, NamedDatasets(request, datasets));
  auto gathering_trades =
      GatherTrades(call, statistics_, PairsOf(material.claims), std::move(named), std::move(datasets), as_of);
  absl::StatusOr<std::vector<BilateralTrade>> trades = co_await std::move(gathering_trades);
  if (!trades.ok()) co_return trades.status();

  const Evidence evidence{*std::move(trades), std::move(material.agreements),
                          std::move(material.other_claims), [&call] { return call.CheckAlive(); }};
  KARVAN_CO_ASSIGN_OR_RETURN(std::vector<ClaimCheck> checks,
                             indicators::CheckClaims(material.claims, evidence));
  v1::CheckClaimsResponse response;
  for (const ClaimCheck& check : checks) *response.add_checks() = ToProto(check, request.include_lineage());
  response.set_registry_snapshot(material.snapshot);
  co_return response;
}

}  // namespace karvan::indicators
