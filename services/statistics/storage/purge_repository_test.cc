#include "services/statistics/storage/purge_repository.h"

#include "services/platform/kv/key_codec.h"
#include "services/platform/ledger/reader.h"
#include "services/platform/ledger/verify.h"
#include "services/statistics/storage/fold_worker.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/kv_purge_repository.h"
#include "services/statistics/storage/orphan_cleaner.h"
#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using testing::Day;
using ::testing::ElementsAre;
using testing::NewCell;
using ::testing::Optional;

class PurgeRepositoryTest : public testing::StoresTest {
 protected:
  absl::StatusOr<PurgeState> Purged(const char* partner, std::vector<const char*> periods,
                                    const ledger::WriteRequest& request = {},
                                    const std::function<absl::Status()>& check_alive = Alive) {
    Purge order;
    order.dataset = "tj";
    order.series = NewCell(partner, "2023", "0").series;
    for (const char* period : periods) order.periods.push_back(*Period::Parse(period));
    order.reason = "leaked";
    return Purges().Create(order, request, check_alive);
  }

  KvPurgeRepository Purges() {
    return KvPurgeRepository(*runs_, *committer_,
                             [this](std::vector<std::string> prefixes) { dropped_ = std::move(prefixes); });
  }

  void DropNow() {
    for (const std::string& prefix : dropped_) ASSERT_OK(store_->DropPrefix(prefix));
  }

  // Whether any row of the store shows these bytes.
  bool StoreHolds(absl::string_view bytes) {
    kv::Range range = kv::PrefixRange(kv::KeyBuilder().Text("tj").Take());
    std::unique_ptr<kv::View> view = *store_->OpenView();
    while (true) {
      const kv::ScanBatch batch = *view->Scan(range, {});
      for (const kv::Row& row : batch.rows) {
        if (row.value.find(std::string(bytes)) != std::string::npos) return true;
      }
      if (!batch.resume_key) return false;
      range.start = *batch.resume_key;
    }
  }

  void SetUp() override {
    StoresTest::SetUp();
    ASSERT_OK(datasets_->Create(testing::NewDataset("tj"), {}));
  }

  std::vector<std::string> dropped_;
};

TEST_P(PurgeRepositoryTest, EveryVersionOfTheCellsIsGone) {
  PublishCells("tj", {NewCell("TJK", "2022", "1"), NewCell("TJK", "2023", "2"), NewCell("UZB", "2023", "3")});
  PublishCells("tj", {NewCell("TJK", "2023", "4"), NewCell("TJK", "2024", "5")});
  PublishCells("tj", {NewCell("UZB", "2023", "6")});
  ASSERT_OK_AND_ASSIGN(const PurgeState state, Purged("TJK", {"2023", "2024"}));
  EXPECT_EQ(state.purge.sequence, 4);
  EXPECT_EQ(state.purge.purge_time, Day(10));
  EXPECT_EQ(state.purge.run_count, 2);
  EXPECT_EQ(state.purge.first_sequence, 1);
  EXPECT_EQ(Seen("tj"), "TJK 2022=1 UZB 2023=6");
  Reopen();
  EXPECT_EQ(Seen("tj"), "TJK 2022=1 UZB 2023=6");
  EXPECT_EQ(PublishCells("tj", {NewCell("TJK", "2023", "7")}).sequence, 5);
  EXPECT_EQ(Seen("tj"), "TJK 2022=1 TJK 2023=7 UZB 2023=6");
}

TEST_P(PurgeRepositoryTest, OnlySnapshotsThatHeldTheCellAreBroken) {
  PublishCells("tj", {NewCell("UZB", "2023", "1")});
  PublishCells("tj", {NewCell("TJK", "2023", "2"), NewCell("TJK", "2022", "3")});
  clock_.Set(Day(12));
  ASSERT_OK(Purged("TJK", {"2023"}));
  EXPECT_EQ(Seen("tj", Snapshot{1}), "UZB 2023=1");
  EXPECT_EQ(Seen("tj", Snapshot{3}), "TJK 2022=3 UZB 2023=1");
  for (const AsOf& broken : {AsOf(Snapshot{2}), AsOf(KnownAt{Day(11)})}) {
    EXPECT_THAT(Seen("tj", broken), ::testing::HasSubstr("which was purged at 2024-08-12T00:00:00+00:00"));
    ObservationFilter others;
    others.partners = CodeSet::Of({"UZB"});
    EXPECT_EQ(Seen("tj", broken, others), "UZB 2023=1");
    ObservationFilter other_periods;
    other_periods.periods = {*Period::Parse("2022")};
    EXPECT_EQ(Seen("tj", broken, other_periods), "TJK 2022=3");
  }
}

TEST_P(PurgeRepositoryTest, TheBytesAreGoneOnceTheRunsAreDropped) {
  Observation leaked = NewCell("TJK", "2023", "2");
  leaked.measures.quantity_unit = "a secret unit";
  PublishCells("tj", {leaked, NewCell("UZB", "2023", "1")});
  ASSERT_EQ(Seen("tj"), "TJK 2023=2 UZB 2023=1");
  ASSERT_TRUE(StoreHolds("a secret unit"));
  ASSERT_OK_AND_ASSIGN(const PurgeState state, Purged("TJK", {"2023"}));
  EXPECT_FALSE(state.erased) << "readers may still hold the run";
  ASSERT_EQ(dropped_.size(), 1u);
  DropNow();
  EXPECT_TRUE(Purges().Get("tj", state.purge.sequence)->erased);
  EXPECT_FALSE(StoreHolds("a secret unit"));
  EXPECT_EQ(Seen("tj"), "UZB 2023=1");
}

TEST_P(PurgeRepositoryTest, ARestartDropsTheRunsToo) {
  PublishCells("tj", {NewCell("TJK", "2023", "2"), NewCell("UZB", "2023", "1")});
  const int64_t sequence = Purged("TJK", {"2023"})->purge.sequence;
  Reopen();
  ASSERT_OK(CleanOrphans("tj"));
  EXPECT_TRUE(Purges().Get("tj", sequence)->erased);
  EXPECT_EQ(Seen("tj"), "UZB 2023=1");
}

TEST_P(PurgeRepositoryTest, ARunOfWhichNothingIsLeftGoes) {
  PublishCells("tj", {NewCell("TJK", "2023", "2")});
  ASSERT_OK(Purged("TJK", {"2023"}));
  EXPECT_EQ(Seen("tj"), "");
  EXPECT_EQ(PublishCells("tj", {NewCell("TJK", "2023", "3")}).sequence, 3);
  EXPECT_EQ(Seen("tj"), "TJK 2023=3");
}

TEST_P(PurgeRepositoryTest, ReleasesThatAreNotPublishedLoseTheCellToo) {
  const int64_t draft = AnotherDraft("tj"), embargoed = AnotherDraft("tj"), other = AnotherDraft("tj");
  ASSERT_OK(Import("tj", draft, {NewCell("TJK", "2023", "1"), NewCell("UZB", "2023", "2")}));
  ASSERT_OK(Import("tj", embargoed, {NewCell("TJK", "2023", "3"), NewCell("KGZ", "2023", "4")}));
  ASSERT_OK(Import("tj", other, {NewCell("TKM", "2023", "5")}));
  ASSERT_OK(releases_->Embargo("tj", embargoed, Day(12), {}, "", {}));
  ASSERT_OK_AND_ASSIGN(const PurgeState state, Purged("TJK", {"2023"}));
  EXPECT_THAT(state.purge.releases, ElementsAre(draft, embargoed));
  EXPECT_EQ(state.purge.first_sequence, 0) << "no snapshot held it";
  Reopen();
  ASSERT_OK(CleanOrphans("tj"));
  for (int64_t number : {draft, embargoed, other}) ASSERT_OK(releases_->Publish("tj", number, {}, "", {}));
  EXPECT_EQ(Seen("tj"), "KGZ 2023=4 TKM 2023=5 UZB 2023=2");
}

TEST_P(PurgeRepositoryTest, FoldedAndRetractedVersionsAreFound) {
  for (int i = 1; i <= 6; ++i) {
    PublishCells("tj", {NewCell("TJK", "2023", std::to_string(i).c_str()), NewCell("UZB", "2023", "7")});
  }
  {
    FoldWorker worker(*runs_, *committer_, absl::ZeroDuration());
    worker.Notify("tj");
    worker.WaitUntilIdle();
  }
  for (int i = 1; i <= 6; ++i) ASSERT_OK(releases_->Retract("tj", i, "wrong", "", {}));
  ASSERT_EQ(Seen("tj"), "");
  ASSERT_OK_AND_ASSIGN(const PurgeState state, Purged("TJK", {"2023"}));
  EXPECT_EQ(state.purge.first_sequence, 1);
  EXPECT_THAT(Purged("TJK", {"2023"}), HasReason("CELL_NOT_FOUND"));
  ObservationFilter others;
  others.partners = CodeSet::Of({"UZB"});
  EXPECT_EQ(Seen("tj", Snapshot{6}, others), "UZB 2023=7");
}

TEST_P(PurgeRepositoryTest, WhatIsPublishedMeanwhileIsPurgedToo) {
  PublishCells("tj", {NewCell("TJK", "2023", "1"), NewCell("UZB", "2023", "2")});
  int publications = 0;
  auto publish_twice = [&] {
    if (++publications <= 2) PublishCells("tj", {NewCell("TJK", "2023", "3"), NewCell("KGZ", "2023", "4")});
    return absl::OkStatus();
  };
  ASSERT_OK_AND_ASSIGN(const PurgeState state, Purged("TJK", {"2023"}, {}, publish_twice));
  EXPECT_EQ(state.purge.run_count, 3);
  EXPECT_EQ(state.purge.sequence, 4);
  EXPECT_EQ(Seen("tj"), "KGZ 2023=4 UZB 2023=2");
  for (const std::string& prefix : dropped_) ASSERT_OK(store_->DropPrefix(prefix));
  const size_t rows = (*store_->OpenView())->Scan(kv::PrefixRange(RunsPrefix("tj")), {})->rows.size();
  EXPECT_EQ(rows, 6u) << "a page and a directory of each of three runs: what lost the race was dropped";
}

TEST_P(PurgeRepositoryTest, APurgeThatIsCancelledChangesNothing) {
  PublishCells("tj", {NewCell("TJK", "2023", "1"), NewCell("UZB", "2023", "2")});
  auto gone = [] { return absl::CancelledError("the client has gone"); };
  EXPECT_EQ(Purged("TJK", {"2023"}, {}, gone).status().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(Seen("tj"), "TJK 2023=1 UZB 2023=2");
  EXPECT_EQ((*store_->OpenView())->Scan(kv::PrefixRange(RunsPrefix("tj")), {})->rows.size(), 2u);
}

TEST_P(PurgeRepositoryTest, WhatIsNotThereIsNotPurged) {
  PublishCells("tj", {NewCell("TJK", "2023", "2")});
  const absl::Status status = Purged("TJK", {"2023", "2024"}).status();
  EXPECT_THAT(status, HasReason("CELL_NOT_FOUND"));
  EXPECT_THAT(ErrorMetadata(status, "cell"), Optional(std::string("KAZ X TJK HS TOTAL 2024")));
  EXPECT_EQ(Seen("tj"), "TJK 2023=2");
  EXPECT_TRUE(dropped_.empty());
  EXPECT_TRUE(Purges().List("tj", 0, 10)->purges.empty());
  EXPECT_THAT(Purges().Get("tj", 1), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Purges().List("kz", 0, 10), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_P(PurgeRepositoryTest, RepeatedRequestsGetTheFirstAnswer) {
  PublishCells("tj", {NewCell("TJK", "2023", "2"), NewCell("UZB", "2023", "1")});
  const ledger::WriteRequest request{"ana", "PurgeObservations", "id-1", 1};
  ASSERT_OK_AND_ASSIGN(const PurgeState first, Purged("TJK", {"2023"}, request));
  ASSERT_OK_AND_ASSIGN(const PurgeState again, Purged("TJK", {"2023"}, request));
  EXPECT_EQ(again.purge.sequence, first.purge.sequence);
  EXPECT_EQ(Seen("tj"), "UZB 2023=1");
}

TEST_P(PurgeRepositoryTest, TheLogNamesThePurgeAndNoCell) {
  PublishCells("tj", {NewCell("TJK", "2023", "2"), NewCell("UZB", "2023", "1")});
  ASSERT_OK(Purged("TJK", {"2023"}));
  ASSERT_OK_AND_ASSIGN(const auto entries, ledger::Reader(*store_, "tj").Read(1, 10));
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[1].kind, "cells.purged");
  stored::StoredPurgedEntry entry;
  ASSERT_TRUE(entry.ParseFromString(entries[1].content));
  EXPECT_EQ(entry.purge(), "datasets/tj/purges/2");
  EXPECT_EQ(entry.cell_count(), 1);
  EXPECT_OK(ledger::VerifyLog(*store_, "tj", Alive));
}

TEST_P(PurgeRepositoryTest, ListsInPages) {
  PublishCells("tj", {NewCell("TJK", "2021", "1"), NewCell("TJK", "2022", "2"), NewCell("TJK", "2023", "3")});
  for (const char* period : {"2021", "2022", "2023"}) ASSERT_OK(Purged("TJK", {period}));
  ASSERT_OK_AND_ASSIGN(const PurgePage first, Purges().List("tj", 0, 2));
  ASSERT_EQ(first.purges.size(), 2u);
  EXPECT_EQ(first.purges[0].purge.periods[0].ToString(), "2021");
  EXPECT_EQ(first.next_sequence, 4);
  ASSERT_OK_AND_ASSIGN(const PurgePage last, Purges().List("tj", first.next_sequence, 2));
  ASSERT_EQ(last.purges.size(), 1u);
  EXPECT_EQ(last.next_sequence, 0);
}

INSTANTIATE_ENGINES(PurgeRepositoryTest);

}  // namespace
}  // namespace karvan::statistics
