#include "services/indicators/api/testing/run.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;

TEST(ListIndicatorsTest, ListsTheCatalogueById) {
  testing::HandlerTest test;
  const v1::ListIndicatorsResponse response = *test.handlers.ListIndicators({});
  ASSERT_EQ(response.indicators_size(), 7);
  EXPECT_EQ(response.indicators(0).id(), "balance");
  EXPECT_EQ(response.indicators(6).id(), "turnover");
  EXPECT_EQ(response.next_page_token(), "");
  const v1::Indicator& implied_base = response.indicators(3);
  EXPECT_EQ(implied_base.unit(), "currency");
  EXPECT_EQ(implied_base.parameters(2).field(), "growth");
  EXPECT_TRUE(implied_base.parameters(2).required());
}

TEST(ListIndicatorsTest, GoesPageByPage) {
  testing::HandlerTest test;
  v1::ListIndicatorsRequest request;
  request.set_page_size(3);
  std::vector<std::string> ids;
  do {
    const v1::ListIndicatorsResponse page = *test.handlers.ListIndicators(request);
    EXPECT_LE(page.indicators_size(), 3);
    for (const v1::Indicator& indicator : page.indicators()) ids.push_back(indicator.id());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(ids, ::testing::ElementsAre("balance", "flow_share", "growth", "implied_base",
                                          "required_growth", "trade_value", "turnover"));
}

TEST(ListIndicatorsTest, RefusesBadPages) {
  testing::HandlerTest test;
  v1::ListIndicatorsRequest request;
  request.set_page_size(-1);
  EXPECT_THAT(test.handlers.ListIndicators(request), StatusIs(absl::StatusCode::kInvalidArgument));
  request.set_page_size(0);
  request.set_page_token("x");
  EXPECT_THAT(test.handlers.ListIndicators(request), HasReason("PAGE_TOKEN_INVALID"));
}

}  // namespace
}  // namespace karvan::indicators
