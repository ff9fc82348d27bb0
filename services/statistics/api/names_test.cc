#include "services/statistics/api/names.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::IsOkAndHolds;
using ::testing::HasSubstr;

TEST(NamesTest, Datasets) {
  EXPECT_EQ(DatasetName("tj-stat"), "datasets/tj-stat");
  EXPECT_THAT(ParseDatasetName("datasets/tj-stat", "name"), IsOkAndHolds("tj-stat"));
  for (const char* name :
       {"", "tj-stat", "datasets/", "datasets/TJ", "datasets/a/b", "dataset/a", "/datasets/a"}) {
    EXPECT_THAT(ParseDatasetName(name, "name").status(), HasFieldViolation("name", HasSubstr("must be")))
        << name;
  }
}

TEST(NamesTest, Releases) {
  ASSERT_OK_AND_ASSIGN(ReleaseId id, ParseReleaseName("datasets/tj-stat/releases/12", "name"));
  EXPECT_EQ(id.dataset, "tj-stat");
  EXPECT_EQ(id.number, 12);
  for (const char* name :
       {"datasets/tj/releases/", "datasets/tj/releases/0", "datasets/tj/releases/-1",
        "datasets/tj/releases/01", "datasets/tj/releases/x", "datasets/tj/releases/1/x",
        "datasets/TJ/releases/1", "datasets/tj", "datasets/tj/releases/99999999999999999999"}) {
    EXPECT_FALSE(ParseReleaseName(name, "name").ok()) << name;
  }
  EXPECT_THAT(ParseReleaseName("x", "header.release").status(),
              HasFieldViolation("header.release",
                                "\"x\" is not a name: must be \"datasets/{dataset}/releases/{number}\""));
}

TEST(NamesTest, PlannedReleases) {
  const auto id = ParsePlannedReleaseName("datasets/tj/plannedReleases/july-2024", "name");
  ASSERT_OK(id);
  EXPECT_EQ(id->dataset, "tj");
  EXPECT_EQ(id->id, "july-2024");
  for (const char* name : {"", "datasets/tj/releases/1", "datasets/tj/plannedReleases/",
                           "datasets/tj/plannedReleases/7", "datasets/tj/plannedReleases/july/x"}) {
    EXPECT_FALSE(ParsePlannedReleaseName(name, "name").ok()) << name;
  }
}

TEST(NamesTest, Uploads) {
  const auto id = ParseUploadName("datasets/tj/releases/3/uploads/7", "name");
  ASSERT_OK(id);
  EXPECT_EQ(id->dataset, "tj");
  EXPECT_EQ(id->release, 3);
  EXPECT_EQ(id->number, 7);
  for (const char* name :
       {"", "datasets/tj/releases/3", "datasets/tj/releases/3/uploads/0", "datasets/tj/releases/3/uploads/07",
        "datasets/tj/releases/x/uploads/7", "datasets/tj/releases/3/uploads/7/x"}) {
    EXPECT_FALSE(ParseUploadName(name, "name").ok()) << name;
  }
}

}  // namespace
}  // namespace karvan::statistics
