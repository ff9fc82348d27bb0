#include "services/agreements/api/id_generator.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "services/agreements/domain/code_form.h"

namespace karvan::agreements {
namespace {

TEST(RandomIdGenerator, GivesValidIdsThatDiffer) {
  RandomIdGenerator ids;
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = ids.Next("agreement");
    EXPECT_TRUE(kResourceIdForm.matches(id)) << id;
    EXPECT_EQ(id.substr(0, 10), "agreement-");
    EXPECT_EQ(id.size(), 26u);
    EXPECT_TRUE(seen.insert(id).second);
  }
}

TEST(SequentialIdGenerator, CountsEachKind) {
  SequentialIdGenerator ids;
  EXPECT_EQ(ids.Next("party"), "party-1");
  EXPECT_EQ(ids.Next("party"), "party-2");
  EXPECT_EQ(ids.Next("claim"), "claim-1");
}

}  // namespace
}  // namespace karvan::agreements
