#include "services/statistics/domain/publication.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::IsOkAndHolds;

absl::Time Day(int day) { return absl::FromCivil(absl::CivilDay(2024, 8, day), absl::UTCTimeZone()); }

History ThreePublications() {
  return History({{.sequence = 1, .release = 1, .published_at = Day(1), .recorded_at = Day(2)},
                  {.sequence = 2, .release = 3, .published_at = Day(5), .recorded_at = Day(6)},
                  {.sequence = 3, .release = 2, .published_at = Day(3), .recorded_at = Day(6)}});
}

TEST(VersionTest, OrdersByTheOfficesTimeThenBySequence) {
  EXPECT_LT((Version{Day(1), 9}), (Version{Day(2), 1}));
  EXPECT_LT((Version{Day(2), 1}), (Version{Day(2), 2}));
  EXPECT_EQ((Version{Day(2), 2}), (Version{Day(2), 2}));
}

TEST(HistoryTest, NowIsTheLatest) {
  EXPECT_THAT(ThreePublications().Resolve(Now{}), IsOkAndHolds(3));
  EXPECT_THAT(History().Resolve(Now{}), IsOkAndHolds(0));
}

TEST(HistoryTest, KnownAtIsTheGreatestSequenceRecordedByThen) {
  const History history = ThreePublications();
  EXPECT_THAT(history.Resolve(KnownAt{Day(2) - absl::Nanoseconds(1)}), IsOkAndHolds(0));
  EXPECT_THAT(history.Resolve(KnownAt{Day(2)}), IsOkAndHolds(1));
  EXPECT_THAT(history.Resolve(KnownAt{Day(5)}), IsOkAndHolds(1));
  EXPECT_THAT(history.Resolve(KnownAt{Day(6)}), IsOkAndHolds(3));
  EXPECT_THAT(history.Resolve(KnownAt{absl::InfiniteFuture()}), IsOkAndHolds(3));
}

TEST(HistoryTest, SnapshotsBeyondTheLatestAreUnknown) {
  const History history = ThreePublications();
  EXPECT_THAT(history.Resolve(Snapshot{0}), IsOkAndHolds(0));
  EXPECT_THAT(history.Resolve(Snapshot{3}), IsOkAndHolds(3));
  EXPECT_THAT(history.Resolve(Snapshot{4}), HasReason("SNAPSHOT_UNKNOWN"));
  EXPECT_THAT(history.Resolve(Snapshot{-1}), HasReason("SNAPSHOT_UNKNOWN"));
}

TEST(HistoryTest, VisibleAtASnapshot) {
  const History history = ThreePublications();
  EXPECT_EQ(history.VisibleAt(0).size(), 0);
  ASSERT_EQ(history.VisibleAt(2).size(), 2);
  EXPECT_EQ(history.VisibleAt(2)[1].release, 3);
}

TEST(HistoryTest, RetractionsAndOtherEventsAreSnapshotsToo) {
  std::vector<Publication> publications = ThreePublications().publications();
  publications[0].retraction = 5;
  publications[0].retracted_at = Day(9);
  const History history(publications, {{.sequence = 4, .recorded_at = Day(8)}});
  EXPECT_EQ(history.event_count(), 5);
  EXPECT_EQ(history.latest(), 5);
  EXPECT_THAT(history.Resolve(Now{}), IsOkAndHolds(5));
  EXPECT_THAT(history.Resolve(KnownAt{Day(7)}), IsOkAndHolds(3));
  EXPECT_THAT(history.Resolve(KnownAt{Day(8)}), IsOkAndHolds(4));
  EXPECT_THAT(history.Resolve(KnownAt{Day(9)}), IsOkAndHolds(5));
  EXPECT_THAT(history.Resolve(Snapshot{5}), IsOkAndHolds(5));
  EXPECT_THAT(history.Resolve(Snapshot{6}), HasReason("SNAPSHOT_UNKNOWN"));
}

TEST(PublicationTest, PublishedAtIsAtMostADayAhead) {
  EXPECT_OK(CheckPublishedAt(absl::InfinitePast(), Day(9)));
  EXPECT_OK(CheckPublishedAt(Day(10), Day(9)));
  EXPECT_THAT(CheckPublishedAt(Day(10) + absl::Seconds(1), Day(9)),
              HasFieldViolation("published_at",
                                "\"2024-08-10T00:00:01+00:00\" lies in the future: must be at "
                                "most 2024-08-10T00:00:00+00:00, a day from now"));
}

TEST(HistoryTest, AfterAReleaseIsItsPublication) {
  EXPECT_THAT(ThreePublications().Resolve(AfterRelease{3}), IsOkAndHolds(2));
  EXPECT_THAT(ThreePublications().Resolve(AfterRelease{2}), IsOkAndHolds(3));
  EXPECT_THAT(ThreePublications().Resolve(AfterRelease{4}), HasReason("RELEASE_NOT_PUBLISHED"));
}

}  // namespace
}  // namespace karvan::statistics
