#include "services/indicators/domain/claim/forum_claim.h"

#include "absl/strings/str_cat.h"
#include "services/indicators/domain/claim/readings.h"
#include "services/indicators/domain/figure/format.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

// The sum of the values that are stated in one currency.
struct RegisteredSum {
  int count = 0;
  Decimal value;
  Interval interval = Interval::Closed(Decimal(), Decimal());
};

absl::StatusOr<RegisteredSum> SumIn(absl::string_view currency, const std::vector<Agreement>& agreements) {
  RegisteredSum sum;
  for (const Agreement& agreement : agreements) {
    if (!agreement.value || agreement.value->unit != currency) continue;
    ++sum.count;
    KARVAN_ASSIGN_OR_RETURN(Decimal amount, Amount(*agreement.value));
    KARVAN_ASSIGN_OR_RETURN(Decimal half, HalfUnit(agreement.value->LastPlace()));
    KARVAN_ASSIGN_OR_RETURN(Interval interval, Around(amount, half));
    KARVAN_ASSIGN_OR_RETURN(sum.value, sum.value.Add(amount));
    KARVAN_ASSIGN_OR_RETURN(sum.interval, Add(sum.interval, interval));
  }
  return sum;
}

}  // namespace

bool IsForumClaim(const Claim& claim) {
  return claim.indicator == kContractsValue || claim.indicator == kParticipants;
}

absl::StatusOr<Finding> CheckForumClaim(const Claim& claim, const std::vector<Agreement>& agreements) {
  if (claim.indicator == kParticipants) {
    return NotComputable("no register of the participants is kept");
  }
  const std::string where = claim.forum.empty() ? "a forum" : claim.forum;
  KARVAN_ASSIGN_OR_RETURN(RegisteredSum sum, SumIn(claim.figure.unit, agreements));
  if (sum.count == 0) {
    return NotComputable(
        absl::StrCat("no contract of ", where, " with a value in ", claim.figure.unit, " is registered"));
  }
  const std::string registered =
      absl::StrCat("the ", sum.count, " registered of ", where, " with a value make ",
                   FormatMoney(sum.value, 0, claim.figure.unit));
  KARVAN_ASSIGN_OR_RETURN(Meaning meaning, MeaningOf(claim.figure));
  if (Disjoint(sum.interval, meaning.meant)) {
    return NotComputable(absl::StrCat(registered, ", and the register may be incomplete"));
  }
  const Verdict verdict = Inside(sum.interval, meaning.meant) ? Verdict::kConsistent : Verdict::kPossible;
  return Finding{.verdict = verdict, .explanation = absl::StrCat(VerdictWords(verdict), ": ", registered)};
}

}  // namespace karvan::indicators
