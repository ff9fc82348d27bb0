#include "services/statistics/storage/observation_store.h"

#include "services/platform/kv/key_codec.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOkAndHolds;
using ::karvan::testing::StatusIs;
using ::testing::AllOf;
using testing::Day;
using ::testing::HasSubstr;
using testing::NewCell;
using testing::NewDataset;

class ObservationStoreTest : public testing::StoresTest {
 protected:
  void SetUp() override {
    StoresTest::SetUp();
    ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  }
};

TEST_P(ObservationStoreTest, AnEmptyDatasetHasSnapshotZero) {
  EXPECT_THAT(observations_->ResolveSnapshot("tj", Now{}), IsOkAndHolds(0));
  EXPECT_EQ(Seen("tj"), "");
  EXPECT_THAT(observations_->ResolveSnapshot("kz", Now{}), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(observations_->ResolveSnapshot("tj", Snapshot{1}), HasReason("SNAPSHOT_UNKNOWN"));
}

TEST_P(ObservationStoreTest, ARevisionIsSeenFromItsRecordingOn) {
  PublishCells("tj", {NewCell("TJK", "2023", "1"), NewCell("TJK", "2024", "5")});
  clock_.Set(Day(12));
  PublishCells("tj", {NewCell("TJK", "2023", "2"), NewCell("UZB", "2023", "7")});
  EXPECT_EQ(Seen("tj"), "TJK 2023=2 TJK 2024=5 UZB 2023=7");
  EXPECT_EQ(Seen("tj", KnownAt{Day(9)}), "");
  EXPECT_EQ(Seen("tj", KnownAt{Day(11)}), "TJK 2023=1 TJK 2024=5");
  EXPECT_EQ(Seen("tj", KnownAt{Day(12)}), "TJK 2023=2 TJK 2024=5 UZB 2023=7");
  EXPECT_EQ(Seen("tj", Snapshot{1}), "TJK 2023=1 TJK 2024=5");
  EXPECT_EQ(Seen("tj", Snapshot{0}), "");
}

TEST_P(ObservationStoreTest, ABackDatedReleaseLoadedLateIsNotTheLatest) {
  PublishCells("tj", {NewCell("TJK", "2023", "2")}, Day(5));
  clock_.Set(Day(12));
  const Release late = PublishCells("tj", {NewCell("TJK", "2023", "1"), NewCell("TJK", "2022", "9")}, Day(3));
  EXPECT_EQ(late.sequence, 2);
  EXPECT_EQ(Seen("tj"), "TJK 2022=9 TJK 2023=2");
  clock_.Set(Day(13));
  PublishCells("tj", {NewCell("TJK", "2023", "3")}, Day(5));
  EXPECT_EQ(Seen("tj"), "TJK 2022=9 TJK 2023=3") << "of one date, the one recorded later";
}

TEST_P(ObservationStoreTest, RecordedTimesGoOnWhenTheClockStepsBack) {
  PublishCells("tj", {NewCell("TJK", "2023", "1")});
  clock_.Set(Day(4));
  const Release second = PublishCells("tj", {NewCell("TJK", "2023", "2")}, Day(11));
  EXPECT_EQ(second.publish_time, Day(10));
  EXPECT_EQ(Seen("tj", KnownAt{Day(9)}), "");
  EXPECT_EQ(Seen("tj", KnownAt{Day(10)}), "TJK 2023=2");
}

TEST_P(ObservationStoreTest, SnapshotsAreRepeatable) {
  PublishCells("tj", {NewCell("TJK", "2023", "1")});
  const std::string before = Seen("tj", Snapshot{1});
  PublishCells("tj", {NewCell("TJK", "2023", "2"), NewCell("AFG", "2023", "2")});
  Reopen();
  EXPECT_EQ(Seen("tj", Snapshot{1}), before);
}

TEST_P(ObservationStoreTest, FiltersByEveryPart) {
  Observation imports = NewCell("TJK", "2023", "5");
  imports.series.flow = "M";
  Observation oil = NewCell("TJK", "2023-07", "6");
  oil.series.product = "27";
  Observation tajik = NewCell("KAZ", "2023", "7");
  tajik.series.reporter = "TJK";
  PublishCells("tj", {NewCell("TJK", "2023", "1"), NewCell("TJK", "2024", "2"), NewCell("UZB", "2023", "3"),
                      imports, oil, tajik});
  auto seen = [this](auto change) {
    ObservationFilter filter;
    change(filter);
    return Seen("tj", Now{}, filter);
  };
  EXPECT_EQ(seen([](ObservationFilter&) {}),
            "TJK 2023=5 TJK 2023-07=6 TJK 2023=1 TJK 2024=2 UZB 2023=3 KAZ 2023=7");
  EXPECT_EQ(seen([](ObservationFilter& f) { f.reporters = CodeSet::Of({"TJK"}); }), "KAZ 2023=7");
  EXPECT_EQ(seen([](ObservationFilter& f) { f.flows = CodeSet::Of({"M"}); }), "TJK 2023=5");
  EXPECT_EQ(seen([](ObservationFilter& f) {
              f.partners = CodeSet::Of({"UZB", "KAZ"});
            }),
            "UZB 2023=3 KAZ 2023=7");
  EXPECT_EQ(seen([](ObservationFilter& f) { f.products = CodeSet::Of({"27"}); }), "TJK 2023-07=6");
  EXPECT_EQ(seen([](ObservationFilter& f) { f.periods = {*Period::Year(2024)}; }), "TJK 2024=2");
  EXPECT_EQ(seen([](ObservationFilter& f) {
              f.reporters = CodeSet::Of({"KAZ"});
              f.flows = CodeSet::Of({"X"});
              f.partners = CodeSet::Of({"TJK"});
              f.products = CodeSet::Of({"TOTAL"});
            }),
            "TJK 2023=1 TJK 2024=2");
}

TEST_P(ObservationStoreTest, BreakdownsComeOnlyWhenAskedFor) {
  Observation by_air = NewCell("TJK", "2023", "40"), through_uzbekistan = NewCell("TJK", "2023", "60");
  by_air.series.transport_mode = "1000";
  through_uzbekistan.series.second_partner = "UZB";
  PublishCells("tj",
               {by_air, NewCell("TJK", "2023", "100"), through_uzbekistan, NewCell("UZB", "2023", "1")});
  EXPECT_EQ(Seen("tj"), "TJK 2023=100 UZB 2023=1");
  ObservationFilter any_mode;
  any_mode.transport_modes = CodeSet::Any();
  EXPECT_EQ(Seen("tj", Now{}, any_mode), "TJK 2023=100 TJK 2023=40 UZB 2023=1");
  ObservationFilter air;
  air.transport_modes = CodeSet::Of({"1000"});
  EXPECT_EQ(Seen("tj", Now{}, air), "TJK 2023=40");
  any_mode.second_partners = CodeSet::Any();
  EXPECT_EQ(Seen("tj", Now{}, any_mode), "TJK 2023=60 TJK 2023=100 TJK 2023=40 UZB 2023=1");
}

TEST_P(ObservationStoreTest, PagesOfAnySizeGiveTheSame) {
  std::vector<Observation> cells;
  for (const char* partner : {"AFG", "KGZ", "TJK", "UZB"}) {
    for (int year = 2000; year < 2020; ++year)
      cells.push_back(NewCell(partner, std::to_string(year).c_str(), "1"));
  }
  PublishCells("tj", cells);
  PublishCells("tj", {NewCell("KGZ", "2005", "2"), NewCell("TJK", "2030", "2"), NewCell("XKX", "2000", "2")});
  const std::string all = Seen("tj");
  for (int limit : {1, 2, 7, 81, 82, 83}) {
    std::string position, seen;
    do {
      ASSERT_OK_AND_ASSIGN(ObservationPage page, observations_->Read({"tj", {}, 2}, position, limit, Alive));
      EXPECT_LE(static_cast<int>(page.observations.size()), limit);
      for (const VersionedObservation& cell : page.observations) {
        absl::StrAppend(&seen, seen.empty() ? "" : " ", cell.observation.series.partner, " ",
                        cell.observation.period.ToString(), "=", cell.observation.measures.value->ToString());
      }
      position = page.next_position;
    } while (!position.empty());
    EXPECT_EQ(seen, all) << limit;
  }
}

TEST_P(ObservationStoreTest, APositionOfOthersIsRefused) {
  EXPECT_THAT(observations_->Read({"tj", {}, 0}, "nonsense", 10, Alive), HasReason("PAGE_TOKEN_INVALID"));
}

TEST_P(ObservationStoreTest, ReadingEndsWhenNobodyWaits) {
  PublishCells("tj", {NewCell("TJK", "2023", "1")});
  EXPECT_THAT(observations_->Read({"tj", {}, 1}, "", 10, [] { return absl::CancelledError("gone"); }),
              StatusIs(absl::StatusCode::kCancelled, "gone"));
}

TEST_P(ObservationStoreTest, DamageIsNamed) {
  PublishCells("tj", {NewCell("TJK", "2023", "1")});
  kv::ScanBatch batch = *(*store_->OpenView())->Scan(kv::PrefixRange(RunsPrefix("tj")), {});
  ASSERT_EQ(batch.rows.size(), 2) << "a page, and the directory behind it";
  std::string damaged = batch.rows[0].value;
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  ASSERT_OK(store_->Commit(kv::Batch().Put(batch.rows[0].key, damaged)));
  absl::Status status = observations_->Read({"tj", {}, 1}, "", 10, Alive).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss,
                               AllOf(HasSubstr("dataset tj, run 1, page 0"), HasSubstr("checksum"))));
  EXPECT_THAT(status, HasReason("CORRUPT"));
}

TEST_P(ObservationStoreTest, ADamagedDirectoryIsNamed) {
  PublishCells("tj", {NewCell("TJK", "2023", "1")});
  kv::ScanBatch batch = *(*store_->OpenView())->Scan(kv::PrefixRange(RunsPrefix("tj")), {});
  std::string damaged = batch.rows[1].value;
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  ASSERT_OK(store_->Commit(kv::Batch().Put(batch.rows[1].key, damaged)));
  Reopen();
  EXPECT_THAT(
      observations_->ResolveSnapshot("tj", Now{}),
      AllOf(HasReason("CORRUPT"), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("dataset tj, run 1"))));
}

TEST_P(ObservationStoreTest, ALostPublicationIsNoticed) {
  for (int i = 0; i < 3; ++i) PublishCells("tj", {NewCell("TJK", "2023", "1")});
  ASSERT_OK(store_->Commit(kv::Batch().Delete(PublicationKey("tj", 2))));
  EXPECT_THAT(observations_->ResolveSnapshot("tj", Now{}), HasReason("CORRUPT"));
}

INSTANTIATE_ENGINES(ObservationStoreTest);

}  // namespace
}  // namespace karvan::statistics
