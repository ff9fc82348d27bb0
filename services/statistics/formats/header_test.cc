#include "services/statistics/formats/header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace karvan::statistics {
namespace {

using ::testing::ElementsAre;

Header Of(std::vector<std::string> names) {
  return Header({.line = 1, .fields = std::move(names), .error = ""});
}

TEST(HeaderTest, TrimsNamesAndDropsEmptyOnesAtTheEnd) {
  EXPECT_THAT(Of({" a ", "b", "", "c", "", ""}).names(), ElementsAre("a", "b", "", "c"));
}

TEST(HeaderTest, FindsExactly) {
  Header header = Of({"reporter", "Value"});
  EXPECT_EQ(header.Find("reporter"), 0);
  EXPECT_EQ(header.Find("value"), Header::kAbsent);
}

TEST(HeaderTest, FindsLoosely) {
  Header header = Of({"Trade.Value..US..", "reporter_iso", "2nd Partner Code"});
  EXPECT_EQ(header.FindLoosely({"tradevalueus"}), 0);
  EXPECT_EQ(header.FindLoosely({"reporteriso"}), 1);
  EXPECT_EQ(header.FindLoosely({"x2ndpartnercode", "2ndpartnercode"}), 2);
  EXPECT_EQ(header.FindLoosely({"period"}), Header::kAbsent);
}

}  // namespace
}  // namespace karvan::statistics
