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
      std::set<std::string> codes;
      std::vector<CodeRange> ranges;
      for (const char* text : texts) {
        if (random() % 2 == 0) codes.insert(text);
        const auto range = CodeRange::Between(text, texts[random() % texts.size()]);
        if (range && random() % 4 == 0) ranges.push_back(*range);
      }
      return Codes::Of(CodeSet::Of(codes, ranges));
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

TEST(SelectionTest, KnowsNamedPeriodsAndLengths) {
  Selection selection;
  selection.periods = {*Period::Month(2023, 5), *Period::Quarter(2024, 1)};
  EXPECT_FALSE(selection.TakesYear(1, 2023));
  EXPECT_FALSE(selection.TakesNoneOfYear(1, 2023));
  EXPECT_TRUE(selection.TakesNoneOfYear(3, 2023));
  EXPECT_FALSE(selection.TakesNoneOfYear(3, 2024));
  EXPECT_TRUE(selection.TakesNoneOfYear(1, 2024));
  EXPECT_FALSE(selection.TakesNoneOfMonths(2023 * 12 + 4, 2023 * 12 + 5));
  EXPECT_TRUE(selection.TakesNoneOfMonths(2023 * 12 + 5, 2024 * 12 + 2));
  EXPECT_FALSE(selection.TakesNoneOfMonths(2023 * 12 + 5, 2024 * 12 + 3));
  Selection months;
  months.period_lengths = {1};
  EXPECT_TRUE(months.TakesYear(1, 2023));
  EXPECT_FALSE(months.TakesYear(12, 2023));
  EXPECT_TRUE(months.TakesNoneOfYear(12, 2023));
  EXPECT_FALSE(months.TakesPeriod(2023 * 12, 3));
}

TEST(SelectionTest, LevelsOfProducts) {
  ObservationFilter filter;
  filter.products = CodeSet::Of({"TOTAL"}, {*CodeRange::Between("84", "85")});
  filter.product_digits = {0, 4};
  const Selection selection(filter);
  EXPECT_FALSE(selection.TakesAllProducts());
  for (const char* code : {"TOTAL", "8501"}) EXPECT_TRUE(selection.Takes(C(code))) << code;
  for (const char* code : {"85", "850110", "2709"}) EXPECT_FALSE(selection.Takes(C(code))) << code;
  filter.products = CodeSet::Any();
  EXPECT_FALSE(Selection(filter).TakesAllProducts());
  EXPECT_TRUE(Selection().TakesAllProducts());
}

}  // namespace
}  // namespace karvan::statistics
