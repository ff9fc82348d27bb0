#include "services/indicators/domain/claim/forum_claim.h"

#include "absl/strings/str_cat.h"
#include "services/indicators/domain/claim/readings.h"
#include "services/indicators/domain/figure/format.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

// What the contracts are worth whose value is stated in one currency.
struct RegisteredSum {
  int count = 0;
  int left_out = 0;  // values in the currency that are not those of whole contracts
  Decimal value;
  Interval interval = Interval::Closed(Decimal(), Decimal());
};

absl::StatusOr<RegisteredSum> SumIn(absl::string_view currency, const std::vector<Agreement>& agreements) {
  RegisteredSum sum;
  for (const Agreement& agreement : agreements) {
    if (!agreement.value || agreement.value->unit != currency) continue;
    const QuotedFigure* worth = ContractValue(agreement);
    if (worth == nullptr) {
      ++sum.left_out;
      continue;
    }
    ++sum.count;
    KARVAN_ASSIGN_OR_RETURN(Decimal amount, Amount(*worth));
    KARVAN_ASSIGN_OR_RETURN(Decimal half, HalfUnit(worth->LastPlace()));
    KARVAN_ASSIGN_OR_RETURN(Interval interval, Around(amount, half));
    KARVAN_ASSIGN_OR_RETURN(sum.value, sum.value.Add(amount));
    KARVAN_ASSIGN_OR_RETURN(sum.interval, Add(sum.interval, interval));
  }
  return sum;
}

std::string LeftOutWords(const RegisteredSum& sum) {
  if (sum.left_out == 0) return "";
  return absl::StrCat("; not counted: ", sum.left_out, sum.left_out == 1 ? " value" : " values",
                      " of another agreement than a contract, or of a part of one");
}

// "the 2 contracts registered of forums/f are worth 900.0 million USD".
std::string SumWords(const RegisteredSum& sum, absl::string_view where, absl::string_view currency) {
  return absl::StrCat("the ", sum.count, sum.count == 1 ? " contract" : " contracts", " registered of ",
                      where, sum.count == 1 ? " is" : " are", " worth ", FormatMoney(sum.value, 0, currency),
                      LeftOutWords(sum));
}

bool IsAbove(const Interval& interval, const Interval& other) {
  return Disjoint(interval, other) && other.upper && *interval.lower >= *other.upper;
}

Finding Compare(const RegisteredSum& sum, const Meaning& meaning, const std::string& words) {
  auto finding = [](Verdict verdict, const std::string& why) {
    return Finding{.verdict = verdict, .explanation = absl::StrCat(VerdictWords(verdict), ": ", why)};
  };
  if (IsAbove(sum.interval, meaning.literal)) {
    return finding(Verdict::kInconsistent, absl::StrCat(words, ", more than is claimed"));
  }
  if (IsAbove(sum.interval, meaning.meant)) {
    return finding(Verdict::kPossible, absl::StrCat(words, ", more than the words usually mean"));
  }
  if (Disjoint(sum.interval, meaning.meant)) {
    return NotComputable(absl::StrCat(words, ", and the register may be incomplete"));
  }
  const bool inside = Inside(sum.interval, meaning.meant);
  return finding(inside ? Verdict::kConsistent : Verdict::kPossible, words);
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
    return NotComputable(absl::StrCat("no contract of ", where, " with a value in ", claim.figure.unit,
                                      " is registered", LeftOutWords(sum)));
  }
  KARVAN_ASSIGN_OR_RETURN(Meaning meaning, MeaningOf(claim.figure));
  return Compare(sum, meaning, SumWords(sum, where, claim.figure.unit));
}

}  // namespace karvan::indicators
