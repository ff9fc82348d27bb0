#include "services/statistics/storage/release_event_repository.h"

#include "services/statistics/storage/stored.pb.h"
#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using testing::Day;
using testing::NewCell;
using testing::NewDataset;

class ReleaseEventRepositoryTest : public testing::StoresTest {};

TEST_P(ReleaseEventRepositoryTest, TellsPublications) {
  EXPECT_THAT(ReleaseEventRepository(*store_).Latest("tj"), HasReason("RESOURCE_NOT_FOUND"));
  ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  EXPECT_EQ(*ReleaseEventRepository(*store_).Latest("tj"), 0);
  EXPECT_TRUE(ReleaseEventRepository(*store_).Read("tj", 1, 10)->empty());
  PublishCells("tj", {NewCell("TJK", "2023", "1")});
  clock_.Set(Day(11));
  PublishCells("tj", {NewCell("TJK", "2023", "2")});
  Reopen();
  ReleaseEventRepository events(*store_);
  EXPECT_EQ(*events.Latest("tj"), 2);
  ASSERT_OK_AND_ASSIGN(const std::vector<ReleaseEvent> all, events.Read("tj", 1, 10));
  ASSERT_EQ(all.size(), 2);
  EXPECT_EQ(all[0].sequence, 1);
  EXPECT_EQ(all[0].kind, "release.published");
  EXPECT_EQ(all[0].release, "datasets/tj/releases/1");
  EXPECT_EQ(all[0].time, Day(10));
  EXPECT_EQ(all[1].release, "datasets/tj/releases/2");
  EXPECT_EQ(all[1].time, Day(11));
  EXPECT_EQ(events.Read("tj", 1, 1)->size(), 1);
  EXPECT_EQ(events.Read("tj", 2, 10)->size(), 1);
}

TEST_P(ReleaseEventRepositoryTest, TellsKindsThatItDoesNotKnow) {
  ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  auto append = [](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    stored::StoredReleaseEntry named;
    named.set_release("datasets/tj/releases/1");
    KARVAN_RETURN_IF_ERROR(transaction.Append("release.renamed", named.SerializeAsString()));
    KARVAN_RETURN_IF_ERROR(transaction.Append("other.thing", "anything"));
    return std::string();
  };
  ASSERT_OK(committer_->Write("tj", {}, append));
  auto redact = [](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_RETURN_IF_ERROR(ledger::RedactEntry("tj", 1, transaction));
    return std::string();
  };
  ASSERT_OK_AND_ASSIGN(std::vector<ReleaseEvent> all, ReleaseEventRepository(*store_).Read("tj", 1, 10));
  ASSERT_EQ(all.size(), 2);
  EXPECT_EQ(all[0].kind, "release.renamed");
  EXPECT_EQ(all[0].release, "datasets/tj/releases/1");
  EXPECT_EQ(all[1].kind, "other.thing");
  EXPECT_EQ(all[1].release, "");
  ASSERT_OK(committer_->Write("tj", {}, redact));
  ASSERT_OK_AND_ASSIGN(all, ReleaseEventRepository(*store_).Read("tj", 1, 10));
  EXPECT_EQ(all[0].kind, "release.renamed");
  EXPECT_EQ(all[0].release, "");
}

INSTANTIATE_ENGINES(ReleaseEventRepositoryTest);

}  // namespace
}  // namespace karvan::statistics
