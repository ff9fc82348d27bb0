#include "services/cli/render/claim_checks.h"

#include <map>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/render/amount.h"
#include "services/cli/render/enum_word.h"
#include "services/cli/render/text_width.h"

namespace karvan::cli {
namespace {

constexpr char kIndent[] = "    ";

std::string VerdictWord(indicators::v1::Verdict verdict) {
  return EnumWord(indicators::v1::Verdict_Name(verdict), "VERDICT_");
}

// "implies turnover of TJK with KAZ in 2022: 1,441,405,270 USD [... to ...]; from ..."
std::string ImpliedText(const indicators::v1::ImpliedFigure& implied) {
  return absl::StrCat("implies ", implied.indicator(), " (", implied.flow(), ") of ", implied.reporter(),
                      " with ", implied.partner(), " in ", implied.period(), ": ",
                      GroupDigits(implied.value()), " ", implied.unit(), " [",
                      GroupDigits(implied.interval().lower()), " to ",
                      GroupDigits(implied.interval().upper()), "]; from ", implied.basis());
}

// The verdict in words, what else fits, and what the claim implies.
std::string Body(const indicators::v1::ClaimCheck& check, size_t width) {
  std::string body = Wrap(check.explanation(), width, kIndent);
  for (int i = 1; i < check.findings_size(); ++i) {
    absl::StrAppend(&body, Wrap(check.findings(i).explanation(), width, kIndent));
  }
  for (const auto& implied : check.implied())
    absl::StrAppend(&body, Wrap(ImpliedText(implied), width, kIndent));
  return body;
}

}  // namespace

std::string ClaimChecksText(const ClaimCheckList& checks, size_t width) {
  std::string out;
  std::map<indicators::v1::Verdict, int> counts;
  for (const indicators::v1::ClaimCheck& check : checks) {
    ++counts[check.verdict()];
    absl::StrAppend(&out, absl::AsciiStrToUpper(VerdictWord(check.verdict())), "  ", check.printed(), ": ",
                    check.subject(), "\n", Body(check, width), kIndent, check.claim(), "\n\n");
  }
  std::vector<std::string> totals;
  for (const auto& [verdict, count] : counts)
    totals.push_back(absl::StrCat(count, " ", VerdictWord(verdict)));
  absl::StrAppend(&out, checks.size(), checks.size() == 1 ? " claim" : " claims", totals.empty() ? "" : ": ",
                  absl::StrJoin(totals, ", "), "\n");
  return out;
}

Table ClaimChecksTable(const ClaimCheckList& checks) {
  Table table({{"claim"}, {"verdict"}, {"printed"}, {"subject"}, {"right_value"}, {"explanation"}});
  for (const indicators::v1::ClaimCheck& check : checks) {
    table.AddRow({check.claim(), VerdictWord(check.verdict()), check.printed(), check.subject(),
                  check.findings().empty() ? "" : check.findings(0).right_value(), check.explanation()});
  }
  return table;
}

}  // namespace karvan::cli
