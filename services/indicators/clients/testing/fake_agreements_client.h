#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/indicators/clients/agreements_client.h"

namespace karvan::indicators::testing {

// A registry in memory that filters as the real one does.
class FakeAgreementsClient final : public AgreementsClient {
 public:
  std::vector<Claim> claims;
  std::vector<Target> targets;
  std::vector<Forum> forums;
  std::vector<Agreement> agreements;
  std::vector<Party> parties;
  int64_t snapshot = 1;
  absl::Status error;  // when not OK, the answer to every call

  Task<absl::StatusOr<int64_t>> GetSnapshot(const rpc::CallContext&) override {
    if (!error.ok()) co_return error;
    co_return snapshot;
  }

  Task<absl::StatusOr<std::optional<Claim>>> GetClaim(const rpc::CallContext&, std::string name) override {
    if (!error.ok()) co_return error;
    for (const Claim& claim : claims) {
      if (claim.name == name) co_return claim;
    }
    co_return std::nullopt;
  }

  Task<absl::StatusOr<Listed<Claim>>> ListClaims(const rpc::CallContext&, ClaimQuery query) override {
    if (!error.ok()) co_return error;
    co_return Filtered(claims, [query](const Claim& claim) {
      return (query.forum.empty() || claim.forum == query.forum) &&
             std::all_of(query.areas.begin(), query.areas.end(), [&](const std::string& area) {
               return claim.reporter == area || claim.partner == area;
             });
    });
  }

  Task<absl::StatusOr<Listed<Target>>> ListTargets(const rpc::CallContext&,
                                                   std::vector<std::string> areas) override {
    if (!error.ok()) co_return error;
    co_return Filtered(targets, [areas](const Target& target) {
      return std::all_of(areas.begin(), areas.end(), [&](const std::string& area) {
        return std::find(target.areas.begin(), target.areas.end(), area) != target.areas.end();
      });
    });
  }

  Task<absl::StatusOr<Listed<Forum>>> ListForums(const rpc::CallContext&) override {
    if (!error.ok()) co_return error;
    co_return Listed<Forum>{forums, snapshot};
  }

  Task<absl::StatusOr<Listed<Agreement>>> ListAgreements(const rpc::CallContext&) override {
    if (!error.ok()) co_return error;
    co_return Listed<Agreement>{agreements, snapshot};
  }

  Task<absl::StatusOr<Listed<Party>>> ListParties(const rpc::CallContext&, std::string country) override {
    if (!error.ok()) co_return error;
    co_return Filtered(parties, [country](const Party& party) { return party.country == country; });
  }

 private:
  template <typename T, typename Predicate>
  Listed<T> Filtered(const std::vector<T>& items, Predicate matches) const {
    Listed<T> listed;
    listed.snapshot = snapshot;
    std::copy_if(items.begin(), items.end(), std::back_inserter(listed.items), matches);
    return listed;
  }
};

}  // namespace karvan::indicators::testing
