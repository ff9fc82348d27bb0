#include "services/statistics/api/vintage_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "absl/strings/str_cat.h"
#include "services/statistics/api/testing/memory_repositories.h"
#include "services/statistics/api/timestamps.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using testing::Day;
using ::testing::HasSubstr;

// January to March 2023, published three times; the second came here last, though the office had it before.
class VintageHandlersTest : public ::testing::Test {
 protected:
  VintageHandlersTest() {
    repositories_.AddDataset("tj");
    Publish("TJK,KAZ,X,2023-01,100\nTJK,KAZ,X,2023-02,200\nTJK,KAZ,X,2023-03,300\n", Day(1));
    Publish("TJK,KAZ,X,2023-01,110\nTJK,KAZ,X,2023-02,210\n", Day(6));
    Publish("TJK,KAZ,X,2023-01,105\n", Day(3));
  }

  void Publish(const std::string& rows, absl::Time published_at) {
    repositories_.PublishCsv("tj", "reporter,partner,flow,period,value\n" + rows, published_at);
  }

  static v1::ListObservationVersionsRequest January() {
    v1::ListObservationVersionsRequest request;
    request.set_dataset("datasets/tj");
    request.mutable_series()->set_reporter("TJK");
    request.mutable_series()->set_partner("KAZ");
    request.mutable_series()->set_flow("X");
    request.set_period("2023-01");
    return request;
  }

  static v1::SummariseRevisionsRequest Revisions() {
    v1::SummariseRevisionsRequest request;
    request.set_dataset("datasets/tj");
    return request;
  }

  // "1:100 3:105 2:110!": release, value, and "!" where it is visible.
  static std::string Text(const v1::ListObservationVersionsResponse& response) {
    std::string text;
    for (const v1::ObservationVersion& version : response.versions()) {
      const std::string& release = version.observation().release();
      absl::StrAppend(&text, text.empty() ? "" : " ", release.substr(release.rfind('/') + 1), ":",
                      version.observation().value(), version.visible() ? "!" : "");
    }
    return text;
  }

  std::string Versions(const v1::ListObservationVersionsRequest& request) {
    const auto response = handlers_.ListObservationVersions(repositories_.call, request);
    return response.ok() ? Text(*response) : response.status().ToString();
  }

  testing::MemoryRepositories repositories_;
  VintageHandlers handlers_{repositories_.observations};
};

TEST_F(VintageHandlersTest, VersionsInTheOrderOfTheOfficesTime) {
  ASSERT_OK_AND_ASSIGN(const v1::ListObservationVersionsResponse response,
                       handlers_.ListObservationVersions(repositories_.call, January()));
  EXPECT_EQ(Text(response), "1:100 3:105 2:110!");
  EXPECT_EQ(response.snapshot(), 3);
  EXPECT_EQ(response.next_page_token(), "");
  const v1::ObservationVersion& back_dated = response.versions(1);
  EXPECT_EQ(back_dated.observation().series().product(), "TOTAL");
  EXPECT_EQ(back_dated.observation().period(), "2023-01");
  EXPECT_EQ(back_dated.observation().sequence(), 3);
  EXPECT_EQ(back_dated.observation().published_at().seconds(), absl::ToUnixSeconds(Day(3)));
  EXPECT_EQ(back_dated.recorded_at().seconds(), absl::ToUnixSeconds(Day(10)));
  EXPECT_EQ(back_dated.retraction_sequence(), 0);
  EXPECT_FALSE(back_dated.observation().deleted());
}

TEST_F(VintageHandlersTest, VersionsOfThePast) {
  v1::ListObservationVersionsRequest request = January();
  request.mutable_as_of()->set_snapshot(2);
  EXPECT_EQ(Versions(request), "1:100 2:110!");
  request.mutable_as_of()->set_release("1");
  EXPECT_EQ(Versions(request), "1:100!");
  request = January();
  *request.mutable_as_of()->mutable_published_by() = ToProto(Day(5));
  EXPECT_EQ(Versions(request), "1:100 3:105!");
  ASSERT_OK_AND_ASSIGN(const auto response, handlers_.ListObservationVersions(repositories_.call, request));
  EXPECT_EQ(response.published_by().seconds(), absl::ToUnixSeconds(Day(5)));
  request = January();
  request.set_period("2023-04");
  EXPECT_EQ(Versions(request), "");
}

TEST_F(VintageHandlersTest, PagesKeepTheirSnapshot) {
  v1::ListObservationVersionsRequest request = January();
  request.set_page_size(2);
  ASSERT_OK_AND_ASSIGN(auto page, handlers_.ListObservationVersions(repositories_.call, request));
  EXPECT_EQ(Text(page), "1:100 3:105");
  Publish("TJK,KAZ,X,2023-01,111\n", Day(7));
  request.set_page_token(page.next_page_token());
  ASSERT_OK_AND_ASSIGN(page, handlers_.ListObservationVersions(repositories_.call, request));
  EXPECT_EQ(Text(page), "2:110!");
  EXPECT_EQ(page.snapshot(), 3);
  EXPECT_EQ(page.next_page_token(), "");
  request.set_period("2023-02");
  EXPECT_EQ(handlers_.ListObservationVersions(repositories_.call, request).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Versions(January()), "1:100 3:105 2:110 4:111!");
}

TEST_F(VintageHandlersTest, VersionErrors) {
  v1::ListObservationVersionsRequest request = January();
  request.mutable_series()->clear_flow();
  request.set_period("2023-13");
  const absl::Status status = handlers_.ListObservationVersions(repositories_.call, request).status();
  EXPECT_THAT(status, HasFieldViolation("series.flow", HasSubstr("must be")));
  EXPECT_THAT(status, HasFieldViolation("period", HasSubstr("2023-13")));
  request = January();
  request.mutable_as_of()->set_release("9");
  EXPECT_THAT(handlers_.ListObservationVersions(repositories_.call, request),
              HasReason("RELEASE_NOT_PUBLISHED"));
  request.set_dataset("datasets/kz");
  request.clear_as_of();
  EXPECT_THAT(handlers_.ListObservationVersions(repositories_.call, request),
              HasReason("RESOURCE_NOT_FOUND"));
}

// January 100 -> 105 -> 110, February 200 -> 210, March 300.
TEST_F(VintageHandlersTest, RevisionsByHand) {
  ASSERT_OK_AND_ASSIGN(const v1::SummariseRevisionsResponse response,
                       handlers_.SummariseRevisions(repositories_.call, Revisions()));
  EXPECT_EQ(response.cell_count(), 3);
  EXPECT_EQ(response.version_count(), 6);
  EXPECT_EQ(response.not_compared_count(), 0);
  EXPECT_EQ(response.snapshot(), 3);
  const v1::RevisionStatistics& all = response.first_to_latest();
  EXPECT_EQ(all.count(), 3);
  EXPECT_EQ(all.upward_count(), 2);
  EXPECT_EQ(all.sum(), "20");
  EXPECT_DOUBLE_EQ(all.mean(), 20.0 / 3);
  EXPECT_DOUBLE_EQ(all.standard_deviation(), std::sqrt((200 - 400.0 / 3) / 2));
  EXPECT_DOUBLE_EQ(all.relative_mean_absolute_percent(), 100 * 20.0 / 620);
  ASSERT_EQ(response.by_order_size(), 2);
  EXPECT_EQ(response.by_order(0).order(), 1);
  EXPECT_EQ(response.by_order(0).statistics().sum(), "15");
  EXPECT_EQ(response.by_order(1).order(), 2);
  EXPECT_EQ(response.by_order(1).statistics().sum(), "5");
  EXPECT_FALSE(response.by_order(1).statistics().has_standard_deviation());
  // August 2024 is 18 months after January 2023 has ended, and 17 after February.
  ASSERT_EQ(response.by_lag_size(), 2);
  EXPECT_EQ(response.by_lag(0).lag_months(), 17);
  EXPECT_EQ(response.by_lag(0).statistics().sum(), "10");
  EXPECT_EQ(response.by_lag(1).lag_months(), 18);
  EXPECT_EQ(response.by_lag(1).statistics().sum(), "10");
}

TEST_F(VintageHandlersTest, RevisionsOfAPartAndOfThePast) {
  v1::SummariseRevisionsRequest request = Revisions();
  request.mutable_filter()->add_periods("2023-02");
  ASSERT_OK_AND_ASSIGN(auto response, handlers_.SummariseRevisions(repositories_.call, request));
  EXPECT_EQ(response.cell_count(), 1);
  EXPECT_EQ(response.first_to_latest().sum(), "10");
  request.mutable_as_of()->set_snapshot(1);
  ASSERT_OK_AND_ASSIGN(response, handlers_.SummariseRevisions(repositories_.call, request));
  EXPECT_EQ(response.version_count(), 1);
  EXPECT_EQ(response.first_to_latest().sum(), "0");
  EXPECT_EQ(response.by_order_size(), 0);
  request.mutable_filter()->add_partners("nowhere");
  EXPECT_THAT(handlers_.SummariseRevisions(repositories_.call, request).status(),
              HasFieldViolation("filter.partners[0]", HasSubstr("must be")));
  repositories_.call.cancellation().Cancel();
  EXPECT_THAT(handlers_.SummariseRevisions(repositories_.call, Revisions()),
              StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(VintageHandlersTest, MultipliersAreApplied) {
  repositories_.AddDataset("kz");
  for (const char* row : {"KAZ,TJK,X,2023,1.5,6\n", "KAZ,TJK,X,2023,1600000,0\n"}) {
    repositories_.PublishCsv("kz", absl::StrCat("reporter,partner,flow,period,value,unit_multiplier\n", row));
  }
  v1::SummariseRevisionsRequest request;
  request.set_dataset("datasets/kz");
  ASSERT_OK_AND_ASSIGN(const auto response, handlers_.SummariseRevisions(repositories_.call, request));
  EXPECT_EQ(response.first_to_latest().sum(), "100000");
}

}  // namespace
}  // namespace karvan::statistics
