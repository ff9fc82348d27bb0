#include "services/statistics/domain/purge.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using ::testing::Optional;

// Of a cell that publications 3 and 5 brought.
Purge NewPurge() {
  Purge purge;
  purge.dataset = "tj";
  purge.sequence = 7;
  purge.series = {.reporter = "TJK", .flow = "X", .partner = "KAZ"};
  purge.periods = {*Period::Parse("2023"), *Period::Parse("2024-07")};
  purge.purge_time = absl::FromCivil(absl::CivilDay(2024, 8, 10), absl::UTCTimeZone());
  purge.first_sequence = 3;
  return purge;
}

TEST(PurgeTest, SnapshotsThatHeldTheCellAreBroken) {
  for (int64_t snapshot : {3, 4, 5, 6}) {
    EXPECT_THAT(CheckNotPurged({NewPurge()}, {}, snapshot), HasReason("SNAPSHOT_PURGED")) << snapshot;
  }
  for (int64_t snapshot : {0, 2, 7, 8}) EXPECT_OK(CheckNotPurged({NewPurge()}, {}, snapshot));
  Purge of_a_draft = NewPurge();
  of_a_draft.first_sequence = 0;
  EXPECT_OK(CheckNotPurged({of_a_draft}, {}, 4));
}

TEST(PurgeTest, OnlyWhatTheFilterTakesMatters) {
  EXPECT_THAT(CheckNotPurged({NewPurge()}, FilterOf(NewPurge().series), 4), HasReason("SNAPSHOT_PURGED"));
  ObservationFilter filter;
  filter.partners = CodeSet::Of({"UZB"});
  EXPECT_OK(CheckNotPurged({NewPurge()}, filter, 4));
  filter = {};
  filter.periods = {*Period::Parse("2024")};
  EXPECT_OK(CheckNotPurged({NewPurge()}, filter, 4));
  filter.periods = {*Period::Parse("2024-07")};
  EXPECT_THAT(CheckNotPurged({NewPurge()}, filter, 4), HasReason("SNAPSHOT_PURGED"));
}

TEST(PurgeTest, TheErrorSaysWhatAndWhen) {
  const absl::Status status = CheckNotPurged({NewPurge()}, {}, 4);
  EXPECT_THAT(ErrorMetadata(status, "purge"), Optional(std::string("datasets/tj/purges/7")));
  EXPECT_THAT(ErrorMetadata(status, "purge_time"), Optional(std::string("2024-08-10T00:00:00+00:00")));
  EXPECT_EQ(status.message(),
            "snapshot 4 held the cell TJK X KAZ HS TOTAL 2023, which was purged at "
            "2024-08-10T00:00:00+00:00 (datasets/tj/purges/7): ask without it, or for snapshot 7 or later");
}

}  // namespace
}  // namespace karvan::statistics
