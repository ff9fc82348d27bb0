#include "services/statistics/api/description_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/statistics/api/testing/memory_repositories.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using testing::Day;
using ::testing::HasSubstr;

class DescriptionHandlersTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::DescribeDatasetResponse> Describe(const std::string& name) {
    v1::DescribeDatasetRequest request;
    request.set_name(name);
    return handlers_.DescribeDataset(repositories_.call, request);
  }

  testing::MemoryRepositories repositories_;
  DescriptionHandlers handlers_{repositories_.observations};
};

TEST_F(DescriptionHandlersTest, AnEmptyDataset) {
  repositories_.AddDataset("tj");
  ASSERT_OK_AND_ASSIGN(const v1::DescribeDatasetResponse response, Describe("datasets/tj"));
  EXPECT_EQ(response.ShortDebugString(), "") << "nothing is told but zeros";
}

TEST_F(DescriptionHandlersTest, CoverageLevelsAndCounts) {
  repositories_.AddDataset("tj");
  repositories_.PublishCsv("tj",
                           "reporter,partner,flow,period,value,classification,product\n"
                           "KAZ,TJK,X,2022,1,,\n"
                           "TJK,KAZ,X,2023-01,1,H6,2709\n"
                           "TJK,KAZ,X,2023-02,1,H6,2709\n"
                           "TJK,KAZ,M,2023-12,1,H6,270900\n"
                           "TJK,UZB,M,2023,1,H6,270900\n",
                           Day(5));
  repositories_.PublishCsv("tj", "reporter,partner,flow,period,value\nKAZ,TJK,X,2022,2\n", Day(6));
  ASSERT_OK_AND_ASSIGN(const v1::DescribeDatasetResponse response, Describe("datasets/tj"));
  ASSERT_EQ(response.reporters_size(), 2);
  EXPECT_EQ(
      response.reporters(0).ShortDebugString(),
      "reporter: \"KAZ\" flows: \"X\" first_month: \"2022-01\" last_month: \"2022-12\" partner_count: 1 "
      "series_count: 1 cell_count: 1");
  EXPECT_EQ(response.reporters(1).ShortDebugString(),
            "reporter: \"TJK\" flows: \"M\" flows: \"X\" first_month: \"2023-01\" last_month: \"2023-12\" "
            "partner_count: 2 series_count: 3 cell_count: 4");
  ASSERT_EQ(response.period_lengths_size(), 2);
  EXPECT_EQ(response.period_lengths(0).ShortDebugString(),
            "months: 1 first_month: \"2023-01\" last_month: \"2023-12\" cell_count: 3");
  EXPECT_EQ(response.period_lengths(1).ShortDebugString(),
            "months: 12 first_month: \"2022-01\" last_month: \"2023-12\" cell_count: 2");
  ASSERT_EQ(response.product_levels_size(), 3);
  EXPECT_EQ(response.product_levels(0).ShortDebugString(),
            "classification: \"H6\" digits: 4 series_count: 1 cell_count: 2");
  EXPECT_EQ(response.product_levels(1).ShortDebugString(),
            "classification: \"H6\" digits: 6 series_count: 2 cell_count: 2");
  EXPECT_EQ(response.product_levels(2).ShortDebugString(),
            "classification: \"HS\" series_count: 1 cell_count: 1");
  EXPECT_EQ(response.series_count(), 4);
  EXPECT_EQ(response.cell_count(), 5);
  EXPECT_EQ(response.version_count(), 6);
  EXPECT_GT(response.store_bytes(), 0);
  EXPECT_EQ(response.live_run_count(), 2);
  EXPECT_EQ(response.published_release_count(), 2);
  EXPECT_EQ(response.last_publication_time().seconds(), absl::ToUnixSeconds(Day(10)));
  EXPECT_EQ(response.snapshot(), 2);
}

TEST_F(DescriptionHandlersTest, Errors) {
  EXPECT_THAT(Describe("tj").status(), HasFieldViolation("name", HasSubstr("datasets/{dataset}")));
  EXPECT_THAT(Describe("datasets/tj"), HasReason("RESOURCE_NOT_FOUND"));
}

}  // namespace
}  // namespace karvan::statistics
