#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/statistics/storage/dataset_state.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/record.h"
#include "services/statistics/storage/run/run_keys.h"
#include "services/statistics/storage/run_folder.h"
#include "services/statistics/storage/stored_convert.h"
#include "services/statistics/storage/testing/stores_test.h"
#include "services/statistics/storage/verify/verify_store.h"

namespace karvan::statistics {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::NewCell;
using testing::NewDataset;

class VerifyTest : public testing::StoresTest {
 protected:
  void SetUp() override {
    StoresTest::SetUp();
    EXPECT_OK(datasets_->Create(NewDataset("tj"), {}));
    PublishCells("tj", {NewCell("TJK", "2023", "1"), NewCell("UZB", "2023", "2")});  // run 1
    PublishCells("tj", {NewCell("TJK", "2023", "3")});                               // run 2
  }

  VerifyReport Verify() {
    absl::StatusOr<VerifyReport> report = VerifyDataset(*store_, "tj", Alive);
    EXPECT_OK(report);
    return *std::move(report);
  }

  std::string Row(const std::string& key) { return (*(*store_->OpenView())->Get(key))->value; }

  void Damage(const std::string& key) {
    std::string value = Row(key);
    value[value.size() / 2] ^= 0x10;
    ASSERT_OK(store_->Commit(kv::Batch().Put(key, value)));
  }
};

TEST_P(VerifyTest, CountsWhatIsThereAndFindsNothing) {
  const int64_t draft = AnotherDraft("tj");
  ASSERT_OK(Import("tj", draft, {NewCell("TJK", "2024", "4"), NewCell("TJK", "2024-01", "5")}));
  const VerifyReport report = Verify();
  EXPECT_THAT(report.faults, IsEmpty());
  EXPECT_EQ(report.part, "datasets/tj");
  EXPECT_EQ(report.releases, 3);
  EXPECT_EQ(report.runs, 3);
  EXPECT_EQ(report.pages, 3);
  EXPECT_EQ(report.cells, 5);
  EXPECT_EQ(report.log_entries, 2);
}

TEST_P(VerifyTest, ADraftWithRepeatsIsWhole) {
  const int64_t draft = AnotherDraft("tj");
  ASSERT_OK(Import("tj", draft, {NewCell("TJK", "2024", "4")}));
  ASSERT_OK(Import("tj", draft, {NewCell("TJK", "2024", "5"), NewCell("UZB", "2024", "6")}));
  const VerifyReport report = Verify();
  EXPECT_THAT(report.faults, IsEmpty());
  EXPECT_EQ(report.cells, 3 + 3);
}

TEST_P(VerifyTest, CountsTheVersionsOfFoldedRuns) {
  for (int year = 2000; year < 2010; ++year) {
    PublishCells("tj", {NewCell("TJK", "2023", "9"), NewCell("KGZ", absl::StrCat(year).c_str(), "1")});
  }
  RunFolder folder(*runs_, *committer_, Alive);
  ASSERT_OK_AND_ASSIGN(std::vector<std::string> folded, folder.Fold("tj"));
  ASSERT_FALSE(folded.empty());
  const VerifyReport report = Verify();
  EXPECT_THAT(report.faults, IsEmpty());
  EXPECT_EQ(report.cells, 2 + 1 + 10 * 2);
}

TEST_P(VerifyTest, CountsTheCatalogue) {
  std::vector<std::string> datasets;
  ASSERT_OK_AND_ASSIGN(VerifyReport report, VerifyCatalogue(*store_, Alive, datasets));
  EXPECT_THAT(report.faults, IsEmpty());
  EXPECT_THAT(datasets, ElementsAre("tj"));
  Damage(DatasetKey("tj"));
  ASSERT_OK_AND_ASSIGN(report, VerifyCatalogue(*store_, Alive, datasets));
  EXPECT_THAT(report.faults, ElementsAre(HasSubstr("a dataset of the catalogue")));
}

TEST_P(VerifyTest, NamesADamagedPage) {
  Damage(PageKey(RunPrefix("tj", 2), 0, 0));
  EXPECT_THAT(Verify().faults, ElementsAre(HasSubstr("dataset tj, run 2, page 0, layer 0")));
}

TEST_P(VerifyTest, NamesAMissingPage) {
  ASSERT_OK(store_->Commit(kv::Batch().Delete(PageKey(RunPrefix("tj", 1), 0, 0))));
  EXPECT_THAT(Verify().faults,
              ElementsAre(HasSubstr("dataset tj, run 1, page 0, layer 0: the page is missing")));
}

TEST_P(VerifyTest, NamesAPageOfAnotherRun) {
  ASSERT_OK(store_->Commit(
      kv::Batch().Put(PageKey(RunPrefix("tj", 1), 0, 0), Row(PageKey(RunPrefix("tj", 2), 0, 0)))));
  EXPECT_THAT(Verify().faults,
              ElementsAre("dataset tj, run 1, page 0, layer 0: is not what the directory says of it"));
}

TEST_P(VerifyTest, NamesADirectory) {
  Damage(DirectoryKey(RunPrefix("tj", 1), 0));
  EXPECT_THAT(Verify().faults, ElementsAre(HasSubstr("dataset tj, run 1: the directory is malformed")));
}

TEST_P(VerifyTest, MissesARunThatIsNotOnTheList) {
  stored::StoredRunList list;
  ASSERT_OK(DecodeRecord(Row(RunListKey("tj")), "list", list));
  list.mutable_runs()->RemoveLast();
  ASSERT_OK(store_->Commit(kv::Batch().Put(RunListKey("tj"), EncodeRecord(list))));
  EXPECT_THAT(Verify().faults, ElementsAre("datasets/tj/releases/2: brought 1 cells, but 0 are there"));
}

TEST_P(VerifyTest, HoldsPublicationsAgainstTheLog) {
  stored::StoredPublication publication;
  const std::string key = PublicationKey("tj", 2);
  ASSERT_OK(DecodeRecord(Row(key), "publication", publication));
  publication.mutable_published_at()->set_seconds(1);
  ASSERT_OK(store_->Commit(kv::Batch().Put(key, EncodeRecord(publication))));
  EXPECT_THAT(Verify().faults, ElementsAre("datasets/tj/releases/2: entry 2 of the log says otherwise"));
}

TEST_P(VerifyTest, MissesARelease) {
  ASSERT_OK(store_->Commit(kv::Batch().Delete(ReleaseKey("tj", 1))));
  EXPECT_THAT(Verify().faults, ElementsAre("publication 1 of tj has no release of its number: 1"));
}

TEST_P(VerifyTest, StopsWhenNobodyWaits) {
  EXPECT_THAT(VerifyDataset(*store_, "tj", [] { return absl::CancelledError("gone"); }),
              ::karvan::testing::StatusIs(absl::StatusCode::kCancelled));
}

INSTANTIATE_ENGINES(VerifyTest);

}  // namespace
}  // namespace karvan::statistics
