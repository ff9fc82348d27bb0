#include "services/statistics/storage/dataset_repository.h"

#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using testing::Day;
using testing::NewDataset;

class DatasetRepositoryTest : public testing::StoresTest {};

TEST_P(DatasetRepositoryTest, CreateAndGet) {
  ASSERT_OK_AND_ASSIGN(Dataset created, datasets_->Create(NewDataset("tj"), {}));
  EXPECT_EQ(created.create_time, Day(10));
  EXPECT_FALSE(created.etag.empty());
  Reopen();
  ASSERT_OK_AND_ASSIGN(Dataset read, datasets_->Get("tj"));
  EXPECT_EQ(read.provider, "Agency");
  EXPECT_EQ(read.etag, created.etag);
  EXPECT_THAT(datasets_->Get("kz"), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_P(DatasetRepositoryTest, AnIdIsTakenOnce) {
  ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  EXPECT_THAT(datasets_->Create(NewDataset("tj"), {}), HasReason("RESOURCE_EXISTS"));
}

TEST_P(DatasetRepositoryTest, RepeatedRequestsGetTheFirstAnswer) {
  ledger::WriteRequest request{"ana", "CreateDataset", "id-1", 7};
  ASSERT_OK_AND_ASSIGN(Dataset first, datasets_->Create(NewDataset("tj"), request));
  clock_.Advance(absl::Hours(7 * 24));
  Reopen();
  ASSERT_OK_AND_ASSIGN(Dataset second, datasets_->Create(NewDataset("tj"), request));
  EXPECT_EQ(second.create_time, first.create_time);

  request.payload_hash = 8;
  EXPECT_THAT(datasets_->Create(NewDataset("kz"), request), HasReason("REQUEST_ID_REUSED"));
  request.caller = "bob";
  EXPECT_OK(datasets_->Create(NewDataset("kz"), request));
}

TEST_P(DatasetRepositoryTest, RequestsAreForgottenAfterSevenDays) {
  const ledger::WriteRequest request{"ana", "CreateDataset", "id-1", 7};
  ASSERT_OK(datasets_->Create(NewDataset("tj"), request));
  clock_.Advance(absl::Hours(7 * 24) + absl::Seconds(1));
  EXPECT_THAT(datasets_->Create(NewDataset("tj"), request), HasReason("RESOURCE_EXISTS"));
}

TEST_P(DatasetRepositoryTest, ListsInPagesById) {
  for (const char* id : {"c", "a", "b", "d"}) ASSERT_OK(datasets_->Create(NewDataset(id), {}));
  ASSERT_OK_AND_ASSIGN(DatasetPage first, datasets_->List("", 3));
  ASSERT_EQ(first.datasets.size(), 3);
  EXPECT_EQ(first.datasets[0].id, "a");
  EXPECT_EQ(first.datasets[2].id, "c");
  EXPECT_EQ(first.next_id, "d");
  ASSERT_OK_AND_ASSIGN(DatasetPage last, datasets_->List(first.next_id, 3));
  ASSERT_EQ(last.datasets.size(), 1);
  EXPECT_EQ(last.next_id, "");
}

INSTANTIATE_ENGINES(DatasetRepositoryTest);

}  // namespace
}  // namespace karvan::statistics
