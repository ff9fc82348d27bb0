#include "services/cli/render/claim_checks.h"

#include "gtest/gtest.h"

namespace karvan::cli {
namespace {

ClaimCheckList OneClaim() {
  ClaimCheckList checks;
  indicators::v1::ClaimCheck& check = *checks.Add();
  check.set_claim("claims/tjk-turnover");
  check.set_printed("almost \"$777\"");
  check.set_subject("turnover of TJK");
  check.set_verdict(indicators::v1::VERDICT_UNIT_SUSPECT);
  check.set_explanation("reads right as million");
  check.add_findings()->set_right_value("777000000");
  return checks;
}

TEST(ClaimChecksText, AParagraphAClaim) {
  EXPECT_EQ(ClaimChecksText(OneClaim(), 20),
            "UNIT SUSPECT  almost \"$777\": turnover of TJK\n"
            "    reads right as\n"
            "    million\n"
            "    claims/tjk-turnover\n"
            "\n"
            "1 claim: 1 unit suspect\n");
}

TEST(ClaimChecksText, SaysWhatElseFitsAndWhatFollows) {
  ClaimCheckList checks = OneClaim();
  checks[0].add_findings()->set_explanation("parts do not add");
  indicators::v1::ImpliedFigure& implied = *checks[0].add_implied();
  implied.set_indicator("turnover");
  implied.set_flow("T");
  implied.set_reporter("TJK");
  implied.set_partner("KAZ");
  implied.set_period("2022");
  implied.set_value("1441405270");
  implied.set_unit("USD");
  implied.mutable_interval()->set_lower("1440400000");
  implied.mutable_interval()->set_upper("1442300000");
  implied.set_basis("a growth of -20.3%");
  EXPECT_EQ(
      ClaimChecksText(checks, 200),
      "UNIT SUSPECT  almost \"$777\": turnover of TJK\n"
      "    reads right as million\n"
      "    parts do not add\n"
      "    implies turnover (T) of TJK with KAZ in 2022: 1,441,405,270 USD [1,440,400,000 to 1,442,300,000]; "
      "from a growth of -20.3%\n"
      "    claims/tjk-turnover\n"
      "\n"
      "1 claim: 1 unit suspect\n");
}

TEST(ClaimChecksText, CountsVerdicts) {
  ClaimCheckList checks = OneClaim();
  checks.Add()->set_verdict(indicators::v1::VERDICT_CONSISTENT);
  std::string text = ClaimChecksText(checks, 80);
  EXPECT_NE(text.find("2 claims: 1 consistent, 1 unit suspect\n"), std::string::npos) << text;
  EXPECT_EQ(ClaimChecksText({}, 80), "0 claims\n");
}

TEST(ClaimChecksTable, ARowAClaim) {
  EXPECT_EQ(ClaimChecksTable(OneClaim()).ToCsv(),
            "claim,verdict,printed,subject,right_value,explanation\n"
            "claims/tjk-turnover,unit suspect,\"almost \"\"$777\"\"\",turnover of TJK,777000000,reads right "
            "as million\n");
}

}  // namespace
}  // namespace karvan::cli
