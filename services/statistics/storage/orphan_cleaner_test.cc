#include "services/statistics/storage/orphan_cleaner.h"

#include "services/platform/kv/key_codec.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics {
namespace {

using testing::NewCell;
using testing::NewDataset;

class OrphanCleanerTest : public testing::StoresTest {
 protected:
  size_t RowsBelow(const std::string& prefix) {
    return (*store_->OpenView())->Scan(kv::PrefixRange(prefix), {})->rows.size();
  }

  // As if the service had died between the end of a bulk load and its registration.
  void LeaveRun(const std::string& dataset, int64_t run) {
    ASSERT_OK_AND_ASSIGN(std::unique_ptr<kv::BulkLoader> loader, store_->BulkLoad(RunPrefix(dataset, run)));
    for (int i = 0; i < 3; ++i) {
      ASSERT_OK(loader->Add(absl::StrCat(RunPrefix(dataset, run), kv::KeyBuilder().Int(i).Take()), "x"));
    }
    ASSERT_OK(loader->Seal());
  }
};

TEST_P(OrphanCleanerTest, DropsRunsThatNothingNamesAndKeepsTheOthers) {
  const int64_t draft = NewDraft("tj");
  ASSERT_OK(Import("tj", draft, {NewCell("TJK", "2023", "1")}));
  PublishCells("tj", {NewCell("TJK", "2024", "2")});
  LeaveRun("tj", 90);
  LeaveRun("tj", 91);
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 10) << "two runs of a page and a directory, and two left";
  Reopen();
  ASSERT_OK(CleanOrphans(*store_));
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 4);
  ASSERT_OK(releases_->Publish("tj", draft, {}, "", {}));
  EXPECT_EQ(Seen("tj"), "TJK 2023=1 TJK 2024=2");
}

TEST_P(OrphanCleanerTest, DropsWhatACrashLeftOfAnAbandonedRelease) {
  const int64_t number = NewDraft("tj");
  ASSERT_OK(Import("tj", number, {NewCell("TJK", "2023", "1")}));
  ASSERT_OK(releases_->Abandon("tj", number, "", {}));
  LeaveRun("tj", 1);
  ASSERT_OK(CleanOrphans(*store_));
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 0);
}

INSTANTIATE_ENGINES(OrphanCleanerTest);

}  // namespace
}  // namespace karvan::statistics
