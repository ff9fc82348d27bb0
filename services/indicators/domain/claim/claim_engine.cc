#include "services/indicators/domain/claim/claim_engine.h"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "services/indicators/domain/claim/dataset_check.h"
#include "services/indicators/domain/claim/forum_claim.h"
#include "services/indicators/domain/claim/implied.h"
#include "services/indicators/domain/claim/readings.h"
#include "services/indicators/domain/indicator/too_large.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

std::vector<BilateralTrade> TradesFor(const Claim& claim, const Evidence& evidence) {
  std::vector<BilateralTrade> trades;
  std::copy_if(evidence.trades.begin(), evidence.trades.end(), std::back_inserter(trades),
               [&](const BilateralTrade& trade) {
                 return trade.scope().reporter == claim.reporter && trade.scope().partner == claim.partner;
               });
  std::sort(trades.begin(), trades.end(), [](const BilateralTrade& a, const BilateralTrade& b) {
    return a.scope().dataset.name < b.scope().dataset.name;
  });
  return trades;
}

// Tries each dataset apart. The first by name with a finding decides; what others find follows.
absl::Status CheckTrade(const TradeClaim& claim, const std::vector<BilateralTrade>& trades,
                        const CheckAlive& check_alive, ClaimCheck& check) {
  if (trades.empty()) {
    check.findings = {NotComputable(absl::StrCat("no dataset of ", claim.claim->reporter,
                                                 "'s own trade with ", claim.claim->partner, " is there"))};
    return absl::OkStatus();
  }
  std::vector<DatasetCheck> outcomes;
  for (const BilateralTrade& trade : trades) {
    KARVAN_RETURN_IF_ERROR(check_alive());
    KARVAN_ASSIGN_OR_RETURN(DatasetCheck outcome, CheckAgainst(claim, trade));
    outcomes.push_back(std::move(outcome));
  }
  auto deciding = std::find_if(outcomes.begin(), outcomes.end(),
                               [](const DatasetCheck& outcome) { return outcome.Computable(); });
  if (deciding == outcomes.end()) deciding = outcomes.begin();
  check.findings = deciding->findings;
  check.computed = deciding->computed;
  check.comparators = deciding->comparators;
  check.missing = deciding->missing;
  for (auto outcome = outcomes.begin(); outcome != outcomes.end(); ++outcome) {
    if (outcome == deciding || !outcome->Computable()) continue;
    Finding finding = outcome->findings.front();
    absl::StrAppend(&finding.explanation, " (", trades[outcome - outcomes.begin()].scope().dataset.name, ")");
    check.findings.push_back(std::move(finding));
  }
  return absl::OkStatus();
}

absl::Status Try(const Claim& claim, const Evidence& evidence, ClaimCheck& check) {
  KARVAN_ASSIGN_OR_RETURN(Meaning meaning, MeaningOf(claim.figure));
  check.meant = meaning.meant;
  check.literal = meaning.literal;
  if (IsForumClaim(claim)) {
    std::vector<Agreement> agreements;
    std::copy_if(
        evidence.agreements.begin(), evidence.agreements.end(), std::back_inserter(agreements),
        [&](const Agreement& agreement) { return !claim.forum.empty() && agreement.forum == claim.forum; });
    KARVAN_ASSIGN_OR_RETURN(Finding finding, CheckForumClaim(claim, agreements));
    check.findings = {std::move(finding)};
    return absl::OkStatus();
  }
  const std::variant<TradeClaim, std::string> about = AsTradeClaim(claim);
  if (const std::string* why = std::get_if<std::string>(&about)) {
    check.findings = {NotComputable(*why)};
    return absl::OkStatus();
  }
  return CheckTrade(std::get<TradeClaim>(about), TradesFor(claim, evidence), evidence.check_alive, check);
}

absl::StatusOr<ClaimCheck> Check(const Claim& claim, const Evidence& evidence) {
  KARVAN_RETURN_IF_ERROR(evidence.check_alive());
  ClaimCheck check{.claim = claim,
                   .printed = claim.figure.text.empty() ? InWords(claim.figure) : claim.figure.text,
                   .subject = SubjectWords(claim),
                   .findings = {},
                   .meant = {},
                   .literal = {},
                   .computed = {},
                   .comparators = {},
                   .missing = {},
                   .implied = {}};
  const absl::Status tried = Try(claim, evidence, check);
  if (IsTooLarge(tried)) {
    check.findings = {NotComputable(kTooLargeWords)};
    return check;
  }
  KARVAN_RETURN_IF_ERROR(tried);
  return check;
}

absl::Status AddImplied(const std::vector<ClaimCheck>& all, const Evidence& evidence, ClaimCheck& check) {
  const std::variant<TradeClaim, std::string> about = AsTradeClaim(check.claim);
  const TradeClaim* claim = std::get_if<TradeClaim>(&about);
  if (claim == nullptr) return absl::OkStatus();
  KARVAN_RETURN_IF_ERROR(evidence.check_alive());
  KARVAN_ASSIGN_OR_RETURN(check.implied,
                          UnlessTooLarge(ImpliedBy(*claim, TradesFor(check.claim, evidence), all), {}));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<ClaimCheck>> CheckClaims(const std::vector<Claim>& claims,
                                                    const Evidence& evidence) {
  std::vector<ClaimCheck> all;
  std::set<std::string> names;
  for (const std::vector<Claim>* group : {&claims, &evidence.other_claims}) {
    for (const Claim& claim : *group) {
      if (group != &claims && names.contains(claim.name)) continue;
      names.insert(claim.name);
      KARVAN_ASSIGN_OR_RETURN(ClaimCheck check, Check(claim, evidence));
      all.push_back(std::move(check));
    }
  }
  std::vector<ClaimCheck> checks(all.begin(), all.begin() + claims.size());
  for (ClaimCheck& check : checks) KARVAN_RETURN_IF_ERROR(AddImplied(all, evidence, check));
  return checks;
}

}  // namespace karvan::indicators
