#include "services/statistics/storage/observation_store.h"

#include <random>

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

TEST_P(ObservationStoreTest, WhatTheOfficeHadSaidByThen) {
  PublishCells("tj", {NewCell("TJK", "2023", "1")}, Day(1));
  PublishCells("tj", {NewCell("TJK", "2023", "3")}, Day(6));
  PublishCells("tj", {NewCell("TJK", "2023", "2")}, Day(3));  // loaded late
  auto seen = [this](int64_t snapshot, absl::Time published_by) {
    ObservationQuery query{"tj", {}, snapshot, published_by};
    const auto page = observations_->Read(query, "", 10, Alive);
    if (!page.ok()) return page.status().ToString();
    return page->observations.empty() ? "" : page->observations[0].observation.measures.value->ToString();
  };
  EXPECT_EQ(seen(3, absl::InfiniteFuture()), "3");
  EXPECT_EQ(seen(3, Day(6)), "3");
  EXPECT_EQ(seen(3, Day(5)), "2");
  EXPECT_EQ(seen(2, Day(5)), "1");
  EXPECT_EQ(seen(3, Day(1) - absl::Nanoseconds(1)), "");
  EXPECT_THAT(observations_->ResolveSnapshot("tj", AfterRelease{2}), IsOkAndHolds(2));
  EXPECT_THAT(observations_->ResolveSnapshot("tj", AfterRelease{4}), HasReason("RELEASE_NOT_PUBLISHED"));
}

TEST_P(ObservationStoreTest, OnlyWhatChanged) {
  PublishCells("tj", {NewCell("AFG", "2023", "1"), NewCell("TJK", "2023", "1")}, Day(1));
  PublishCells("tj", {NewCell("TJK", "2023", "2"), NewCell("UZB", "2023", "5")}, Day(2));
  PublishCells("tj", {NewCell("AFG", "2023", "0")}, Day(0));  // back-dated: it changes nothing
  auto changes = [this](Vantage from, Vantage to) {
    ObservationQuery query{"tj", {}, to.snapshot, to.published_by, from};
    const auto page = observations_->Read(query, "", 10, Alive);
    if (!page.ok()) return page.status().ToString();
    std::string text;
    for (const VersionedObservation& cell : page->observations) {
      absl::StrAppend(&text, text.empty() ? "" : " ", cell.observation.series.partner,
                      cell.deleted ? " gone" : absl::StrCat("=", cell.observation.measures.value->ToString()),
                      " of ", cell.release);
    }
    return text;
  };
  const absl::Time all = absl::InfiniteFuture();
  EXPECT_EQ(changes({0, all}, {1, all}), "AFG=1 of 1 TJK=1 of 1");
  EXPECT_EQ(changes({1, all}, {3, all}), "TJK=2 of 2 UZB=5 of 2");
  EXPECT_EQ(changes({2, all}, {3, all}), "");
  EXPECT_EQ(changes({3, all}, {3, Day(1)}), "TJK=1 of 1 UZB gone of 2");
  EXPECT_EQ(changes({3, all}, {3, Day(0)}), "AFG=0 of 3 TJK gone of 2 UZB gone of 2");
}

// A number as a column of a series holds it.
std::optional<Decimal> NumberAt(const SeriesColumn& column, size_t row) {
  const SeriesNumber& number = column.numbers[row];
  if (!number.present()) return std::nullopt;
  if (number.wide) return column.wide[static_cast<size_t>(number.unscaled)];
  return Decimal::FromUnscaled(number.unscaled, number.scale).value();
}

std::string Text(const std::optional<Decimal>& number) { return number ? number->ToString() : "none"; }

// Columns of series hold what rows hold, whatever the office wrote.
TEST_P(ObservationStoreTest, SeriesAgreeWithRows) {
  std::mt19937 random(5);
  auto below = [&random](uint32_t n) { return static_cast<int>(random() % n); };
  auto number = [&]() -> std::optional<Decimal> {
    if (below(6) == 0) return std::nullopt;
    if (below(20) == 0) return Decimal::Parse("123456789012345678901234.5").value();
    return Decimal::FromUnscaled(below(2000) - 1000, below(8) == 0 ? 3 : 1).value();
  };
  for (int release = 0; release < 4; ++release) {
    std::vector<Observation> cells;
    for (const char* partner : {"AFG", "TJK", "UZB"}) {
      for (int month = 0; month < 30; ++month) {
        for (int months : {1, 3}) {
          if (below(3) == 0) continue;
          Observation& cell = cells.emplace_back(NewCell(partner, "2023", "0"));
          cell.period = Period::FromMonths(2022 * 12 + month, months).value();
          cell.measures.value = number();
          cell.measures.net_weight = number();
          cell.measures.quantity = below(2) ? cell.measures.net_weight : number();
          if (!HasMeasure(cell.measures)) cell.measures.value = Decimal();
          if (cell.measures.quantity) cell.measures.quantity_unit = below(3) ? "kg" : "t";
          if (below(5) == 0) cell.measures.unit_multiplier = 6;
          if (below(5) == 0) cell.measures.status = "P";
        }
      }
    }
    PublishCells("tj", cells, Day(5 + below(3)));
  }
  for (int64_t snapshot = 0; snapshot <= 4; ++snapshot) {
    std::vector<SeriesKey> keys;
    for (const char* partner : {"UZB", "KGZ", "AFG", "TJK", "AFG"}) {
      keys.push_back(NewCell(partner, "2023", "0").series);
    }
    ASSERT_OK_AND_ASSIGN(const SeriesAnswer answer, observations_->ReadSeries("tj", keys, Snapshot{snapshot},
                                                                              absl::InfiniteFuture(), Alive));
    EXPECT_EQ(answer.snapshot, snapshot);
    ASSERT_EQ(answer.series.size(), keys.size());
    for (size_t i = 0; i < keys.size(); ++i) {
      const SeriesRows& series = answer.series[i];
      ASSERT_OK_AND_ASSIGN(const ObservationPage rows,
                           observations_->Read({"tj", FilterOf(keys[i]), snapshot}, "", 1000, Alive));
      ASSERT_EQ(series.rows.size(), rows.observations.size());
      for (size_t row = 0; row < series.rows.size(); ++row) {
        const Observation& cell = rows.observations[row].observation;
        EXPECT_EQ(series.rows[row].first_month, cell.period.first_month());
        EXPECT_EQ(series.rows[row].month_count, cell.period.month_count());
        EXPECT_EQ(Text(NumberAt(series.values, row)), Text(cell.measures.value));
        EXPECT_EQ(Text(NumberAt(series.net_weights, row)), Text(cell.measures.net_weight));
        EXPECT_EQ(Text(NumberAt(series.quantities, row)), Text(cell.measures.quantity));
        EXPECT_EQ(Attributes::Of(series.SaidOf(row)), Attributes::Of(cell.measures));
      }
    }
  }
}

// Every filter gives what its own Matches takes of all cells.
TEST_P(ObservationStoreTest, FiltersTakeWhatTheyMatch) {
  std::mt19937 random(9);
  auto one_of = [&random](std::vector<const char*> texts) { return texts[random() % texts.size()]; };
  const std::vector<const char*> products = {"TOTAL", "27",   "2709",   "270900",
                                             "84",    "8501", "850110", "8501101000"};
  std::vector<Observation> cells;
  for (const char* partner : {"AFG", "KGZ", "TJK", "UZB"}) {
    for (const char* product : products) {
      for (const char* period : {"2022", "2022-01", "2022-02", "2022-Q1", "2023-01", "2023-01-01/P7M"}) {
        if (random() % 3 == 0) continue;
        cells.push_back(NewCell(partner, period, "1"));
        cells.back().series.product = product;
      }
    }
  }
  PublishCells("tj", cells);
  auto range = [](const char* first, const char* last) { return *CodeRange::Between(first, last); };
  for (int round = 0; round < 200; ++round) {
    ObservationFilter filter;
    if (random() % 2)
      filter.partners = CodeSet::Of({one_of({"AFG", "UZB"})}, {range(one_of({"K", "KG"}), "TJ")});
    if (random() % 2)
      filter.products = CodeSet::Of({one_of(products)}, {range(one_of({"27", "85", "8501"}), "85")});
    if (random() % 3 == 0) filter.product_digits = {static_cast<int>(random() % 3) * 2};
    if (random() % 3 == 0) filter.periods = {*Period::Parse("2022"), *Period::Parse("2022-02")};
    if (random() % 3 == 0) filter.period_lengths = {1, 7};
    if (random() % 3 == 0) filter.end_month = 2022 * 12 + 12;
    std::vector<std::string> expected, seen;
    for (const Observation& cell : cells) {
      if (filter.Matches(cell.series) && filter.Matches(cell.period)) {
        expected.push_back(absl::StrCat(Describe(cell.series), " ", cell.period.ToString()));
      }
    }
    ASSERT_OK_AND_ASSIGN(const ObservationPage page, observations_->Read({"tj", filter, 1}, "", 1000, Alive));
    for (const VersionedObservation& cell : page.observations) {
      seen.push_back(
          absl::StrCat(Describe(cell.observation.series), " ", cell.observation.period.ToString()));
    }
    EXPECT_THAT(seen, ::testing::UnorderedElementsAreArray(expected)) << "round " << round;
  }
}

INSTANTIATE_ENGINES(ObservationStoreTest);

}  // namespace
}  // namespace karvan::statistics
