#include "services/statistics/api/purge_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/statistics/api/testing/memory_repositories.h"
#include "services/statistics/storage/kv_purge_repository.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PurgeHandlersTest : public ::testing::Test {
 protected:
  PurgeHandlersTest() {
    repositories_.AddDataset("tj");
    repositories_.PublishCsv("tj",
                             "reporter,partner,flow,period,value\n"
                             "TJK,KAZ,X,2022,1\nTJK,KAZ,X,2023,2\nTJK,KAZ,X,2023-12,3\nTJK,KAZ,M,2023,4\n");
  }

  static v1::PurgeObservationsRequest Request(std::vector<std::string> periods) {
    v1::PurgeObservationsRequest request;
    request.set_parent("datasets/tj");
    request.mutable_series()->set_reporter("TJK");
    request.mutable_series()->set_partner("KAZ");
    request.mutable_series()->set_flow("X");
    for (const std::string& period : periods) request.add_periods(period);
    request.set_reason("leaked");
    return request;
  }

  absl::StatusOr<v1::Purge> Purge(const v1::PurgeObservationsRequest& request) {
    return handlers_.PurgeObservations(repositories_.call, request);
  }

  testing::MemoryRepositories repositories_;
  KvPurgeRepository purges_{repositories_.runs, repositories_.committer, [](std::vector<std::string>) {}};
  PurgeHandlers handlers_{purges_};
};

TEST_F(PurgeHandlersTest, PurgesGetsAndLists) {
  ASSERT_OK_AND_ASSIGN(const v1::Purge purge, Purge(Request({"2023", "2022", "2023"})));
  EXPECT_EQ(purge.name(), "datasets/tj/purges/2");
  EXPECT_EQ(purge.sequence(), 2);
  EXPECT_EQ(purge.series().product(), "TOTAL");
  EXPECT_THAT(purge.periods(), ElementsAre("2022", "2023"));
  EXPECT_EQ(purge.reason(), "leaked");
  EXPECT_EQ(purge.run_count(), 1);
  EXPECT_FALSE(purge.erased());
  EXPECT_EQ(purge.purge_time().seconds(), absl::ToUnixSeconds(testing::Day(10)));
  v1::GetPurgeRequest get;
  get.set_name(purge.name());
  EXPECT_EQ(handlers_.GetPurge(get)->SerializeAsString(), purge.SerializeAsString());
  get.set_name("datasets/tj/purges/1");
  EXPECT_THAT(handlers_.GetPurge(get), HasReason("RESOURCE_NOT_FOUND"));
  get.set_name("datasets/tj/purges/01");
  EXPECT_THAT(handlers_.GetPurge(get).status(), HasFieldViolation("name", HasSubstr("purges")));

  ASSERT_OK(Purge(Request({"2023-12"})));
  v1::ListPurgesRequest list;
  list.set_parent("datasets/tj");
  list.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(v1::ListPurgesResponse page, handlers_.ListPurges(list));
  ASSERT_EQ(page.purges_size(), 1);
  EXPECT_EQ(page.purges(0).name(), "datasets/tj/purges/2");
  list.set_page_token(page.next_page_token());
  ASSERT_OK_AND_ASSIGN(page, handlers_.ListPurges(list));
  ASSERT_EQ(page.purges_size(), 1);
  EXPECT_EQ(page.purges(0).name(), "datasets/tj/purges/3");
  EXPECT_EQ(page.next_page_token(), "");
}

TEST_F(PurgeHandlersTest, FaultsNameTheirField) {
  v1::PurgeObservationsRequest request = Request({"2023", "soon"});
  request.mutable_series()->set_flow("x");
  request.clear_reason();
  const absl::Status status = Purge(request).status();
  EXPECT_THAT(status, HasFieldViolation("series.flow", HasSubstr("x")));
  EXPECT_THAT(status, HasFieldViolation("periods[1]", HasSubstr("soon")));
  EXPECT_THAT(status, HasFieldViolation("reason", HasSubstr("must say why")));
  EXPECT_THAT(Purge(Request({})).status(), HasFieldViolation("periods", HasSubstr("1 to 1000")));
  EXPECT_THAT(Purge(Request({"2021"})), HasReason("CELL_NOT_FOUND"));
}

}  // namespace
}  // namespace karvan::statistics
