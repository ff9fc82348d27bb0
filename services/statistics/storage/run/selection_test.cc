#include "services/statistics/storage/run/selection.h"

#include <gtest/gtest.h>

#include <random>

namespace karvan::statistics {
namespace {

Code C(const char* text) { return Code::Parse(text).value(); }

GroupKey Group(const char* reporter, const char* flow, const char* partner) {
  GroupKey group;
  group.reporter = C(reporter);
  group.flow = C(flow);
  group.partner = C(partner);
  group.classification = C("HS");
  group.second_partner = C("W00");
  group.customs_procedure = C("C00");
  group.transport_mode = C("0");
  return group;
}

// Every group of a few codes, in order.
std::vector<GroupKey> SomeGroups() {
  std::vector<GroupKey> groups;
  for (const char* reporter : {"CHN", "KAZ", "TJK"}) {
    for (const char* flow : {"M", "X"}) {
      for (const char* partner : {"CHN", "KGZ", "TJK", "W00"})
        groups.push_back(Group(reporter, flow, partner));
    }
  }
  return groups;
}

TEST(SelectionTest, SkipsToEveryGroupThatItTakes) {
  std::mt19937 random(1);
  const std::vector<GroupKey> groups = SomeGroups();
  for (int round = 0; round < 500; ++round) {
    auto some = [&](std::vector<const char*> texts) {
      if (random() % 3 == 0) return Codes::Any();
      std::vector<Code> codes;
      for (const char* text : texts) {
        if (random() % 2 == 0) codes.push_back(C(text));
      }
      return Codes::Of(codes);
    };
    Selection selection;
    selection.reporters = some({"CHN", "KAZ", "TJK", "AAA", "ZZZ"});
    selection.flows = some({"M", "X", "RX"});
    selection.partners = some({"CHN", "KGZ", "TJK", "W00", "UZB"});
    selection.second_partners = some({"W00"});
    for (size_t i = 0; i < groups.size(); ++i) {
      // The first group from here on that is taken must not be behind the place that is skipped to.
      const std::optional<GroupPlace> place = selection.NextFrom(PlaceOf(groups[i]));
      size_t next = i;
      while (next < groups.size() && !selection.Takes(groups[next])) ++next;
      if (next < groups.size()) {
        ASSERT_TRUE(place.has_value());
        EXPECT_LE(*place, PlaceOf(groups[next]));
      }
      // And it stands still only on a group that is taken.
      EXPECT_EQ(place == PlaceOf(groups[i]), selection.Takes(groups[i]));
    }
  }
}

TEST(SelectionTest, KnowsYears) {
  Selection selection;
  selection.first_month = 2023 * 12;
  selection.end_month = 2024 * 12 + 7;  // to July 2024
  EXPECT_TRUE(selection.TakesYear(1, 2023));
  EXPECT_FALSE(selection.TakesYear(1, 2024));
  EXPECT_FALSE(selection.TakesNoneOfYear(1, 2024));
  EXPECT_TRUE(selection.TakesNoneOfYear(1, 2022));
  EXPECT_TRUE(selection.TakesNoneOfYear(12, 2024));
  EXPECT_FALSE(selection.TakesNoneOfYear(12, 2023));
  EXPECT_TRUE(selection.TakesPeriod(2024 * 12, 7));
  EXPECT_FALSE(selection.TakesPeriod(2024 * 12, 8));
}

}  // namespace
}  // namespace karvan::statistics
