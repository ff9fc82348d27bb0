#include "services/statistics/domain/visibility.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace karvan::statistics {
namespace {

absl::Time Day(int day) { return absl::UnixEpoch() + absl::Hours(24 * day); }

Code C(const char* text) { return Code::Parse(text).value(); }

GroupKey Exports(const char* reporter) {
  SeriesKey series;
  series.reporter = reporter;
  series.flow = "X";
  series.partner = "TJK";
  return GroupOf(series).value();
}

// Three publications with an event between them that was none: the log's sequence 3 took number 2 back.
std::vector<Publication> Some() {
  std::vector<Publication> publications(3);
  publications[0].sequence = 1;
  publications[0].published_at = Day(5);
  publications[1].sequence = 2;
  publications[1].published_at = Day(9);
  publications[1].retraction = 3;
  publications[2].sequence = 4;
  publications[2].published_at = Day(3);  // back-dated
  return publications;
}

TEST(VisibilityTest, SeesWhatWasRecordedAndNotRetracted) {
  const std::vector<Publication> publications = Some();
  const Visibility early(publications, 2);
  EXPECT_TRUE(early.Sees(1));
  EXPECT_TRUE(early.Sees(2));
  EXPECT_FALSE(early.Sees(4));
  const Visibility late(publications, 4);
  EXPECT_FALSE(late.Sees(2)) << "retracted by 3";
  EXPECT_TRUE(late.Sees(4));
  EXPECT_FALSE(late.Sees(0));
  EXPECT_FALSE(late.Sees(3)) << "no publication";
  EXPECT_FALSE(late.Sees(99));
}

TEST(VisibilityTest, SeesWhatTheOfficeHadSaid) {
  const std::vector<Publication> publications = Some();
  const Visibility by(publications, 4, Day(5));
  EXPECT_TRUE(by.Sees(1));
  EXPECT_FALSE(by.Sees(2));
  EXPECT_TRUE(by.Sees(4));
}

TEST(VisibilityTest, RanksByTheOfficesTimeThenByOurs) {
  const std::vector<Publication> publications = Some();
  const Visibility all(publications, 4);
  EXPECT_LT(all.RankOf(4), all.RankOf(1));
  EXPECT_LT(all.RankOf(1), all.RankOf(2));
}

TEST(VisibilityTest, AnswersForRanges) {
  const std::vector<Publication> publications = Some();
  const Visibility late(publications, 4);
  EXPECT_TRUE(late.SeesAll(1, 1));
  EXPECT_FALSE(late.SeesAll(1, 2));
  EXPECT_TRUE(late.SeesAll(3, 4)) << "3 is no publication";
  EXPECT_FALSE(late.SeesAll(4, 5)) << "5 is not known";
  EXPECT_TRUE(late.SeesNone(2, 3));
  EXPECT_FALSE(late.SeesNone(2, 4));
  EXPECT_TRUE(late.SeesNone(5, 900));
  EXPECT_TRUE(Visibility({}, 0).SeesNone(1, 1));
}

TEST(VisibilityTest, AReleaseThatReplacesHidesOlderVersionsInItsScope) {
  std::vector<Publication> publications = Some();
  publications[2].published_at = Day(7);
  publications[2].replaces.emplace();
  publications[2].replaces->reporters = {C("KAZ")};
  publications[2].replaces->first_month = 2024 * 12;
  const Visibility all(publications, 4);
  EXPECT_TRUE(all.IsReplaced(Exports("KAZ"), C("27"), 2024 * 12, 1, 1));
  EXPECT_FALSE(all.IsReplaced(Exports("TJK"), C("27"), 2024 * 12, 1, 1)) << "another reporter";
  EXPECT_FALSE(all.IsReplaced(Exports("KAZ"), C("27"), 2023 * 12 + 11, 1, 1)) << "before its months";
  EXPECT_FALSE(all.IsReplaced(Exports("KAZ"), C("27"), 2024 * 12, 1, 4)) << "it gave the cell itself";
  EXPECT_FALSE(all.IsReplaced(Exports("KAZ"), C("27"), 2024 * 12, 1, 2)) << "a newer version";
  EXPECT_TRUE(all.MayReplace(1, 1));
  EXPECT_FALSE(all.MayReplace(4, 4));
  const Visibility before(publications, 2);
  EXPECT_FALSE(before.IsReplaced(Exports("KAZ"), C("27"), 2024 * 12, 1, 1)) << "not published yet";
  EXPECT_FALSE(before.MayReplace(1, 2));
}

}  // namespace
}  // namespace karvan::statistics
