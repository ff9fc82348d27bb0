#include "services/indicators/domain/claim/claim_check.h"

#include "absl/strings/str_cat.h"

namespace karvan::indicators {

absl::string_view VerdictWords(Verdict verdict) {
  switch (verdict) {
    case Verdict::kConsistent:
      return "consistent";
    case Verdict::kPossible:
      return "possible";
    case Verdict::kInconsistent:
      return "inconsistent";
    case Verdict::kUnitSuspect:
      return "unit suspect";
    case Verdict::kWrongDenominator:
      return "wrong denominator";
    case Verdict::kLogarithm:
      return "difference of logarithms";
    case Verdict::kPartsDoNotAdd:
      return "parts do not add";
    case Verdict::kNotIndependent:
      return "not independent";
    case Verdict::kNotComputable:
      return "not computable";
  }
  return "";
}

Finding NotComputable(absl::string_view why) {
  return {.verdict = Verdict::kNotComputable, .explanation = absl::StrCat("not computable: ", why)};
}

}  // namespace karvan::indicators
