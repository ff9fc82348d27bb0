#include "services/statistics/storage/release_import.h"

#include <atomic>

#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/ledger/testing/hooked_store.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/kv_release_import.h"
#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using ::testing::HasSubstr;
using testing::NewCell;
using testing::NewDataset;

class ReleaseImportTest : public testing::StoresTest {
 protected:
  std::vector<kv::Row> RowsBelow(const std::string& prefix) {
    return (*store_->OpenView())->Scan(kv::PrefixRange(prefix), {})->rows;
  }
};

TEST_P(ReleaseImportTest, TheFileIsInTheDraftAndNothingIsVisible) {
  const int64_t number = NewDraft("tj");
  ASSERT_OK_AND_ASSIGN(ImportOutcome outcome,
                       Import("tj", number, {NewCell("TJK", "2023", "1"), NewCell("UZB", "2023", "2")}));
  EXPECT_EQ(outcome.release.observation_count, 2);
  EXPECT_EQ(outcome.release.problem_count, 0);
  EXPECT_EQ(outcome.file.observation_count, 2);
  EXPECT_EQ(outcome.repeat_count, 0);
  Reopen();
  ASSERT_OK_AND_ASSIGN(Release draft, releases_->Get("tj", number));
  ASSERT_EQ(draft.files.size(), 1);
  EXPECT_EQ(draft.files[0].file_name, "a.csv");
  EXPECT_EQ(draft.files[0].row_count, 2);
  EXPECT_EQ(draft.files[0].observation_count, 2);
  EXPECT_EQ(Seen("tj"), "");
  ASSERT_OK(releases_->Publish("tj", number, {}, "", {}));
  EXPECT_EQ(Seen("tj"), "TJK 2023=1 UZB 2023=2");
}

TEST_P(ReleaseImportTest, RepeatsWithinAFileNameTheFirstLine) {
  const int64_t number = NewDraft("tj");
  ASSERT_OK_AND_ASSIGN(ImportOutcome outcome,
                       Import("tj", number,
                              {NewCell("TJK", "2023", "1"), NewCell("UZB", "2023", "2"),
                               NewCell("TJK", "2023", "3"), NewCell("TJK", "2023", "1")}));
  EXPECT_EQ(outcome.repeat_count, 2);
  ASSERT_EQ(outcome.repeats.size(), 2);
  EXPECT_EQ(outcome.repeats[0].line, 4);
  EXPECT_EQ(outcome.repeats[0].value, "KAZ X TJK HS TOTAL 2023");
  EXPECT_THAT(outcome.repeats[0].message, HasSubstr("already given in line 2"));
  EXPECT_EQ(outcome.repeats[1].line, 5);
  EXPECT_EQ(outcome.release.observation_count, 2);
  EXPECT_EQ(outcome.release.problem_count, 2);
  EXPECT_THAT(releases_->Publish("tj", number, {}, "", {}), HasReason("RELEASE_HAS_PROBLEMS"));
}

TEST_P(ReleaseImportTest, RepeatsOfAnotherFileNameIt) {
  const int64_t number = NewDraft("tj");
  Observation by_air = NewCell("TJK", "2024", "1");
  by_air.series.transport_mode = "1000";
  ASSERT_OK(Import("tj", number, {NewCell("TJK", "2023", "1"), by_air}, "first.csv"));
  ASSERT_OK_AND_ASSIGN(
      ImportOutcome outcome,
      Import("tj", number, {NewCell("TJK", "2024", "2"), NewCell("TJK", "2023", "1"), by_air}));
  ASSERT_EQ(outcome.repeats.size(), 2);
  EXPECT_EQ(outcome.repeats[0].line, 3);
  EXPECT_THAT(outcome.repeats[0].message, HasSubstr("already given in file \"first.csv\""));
  EXPECT_EQ(outcome.repeats[1].line, 4);
  EXPECT_EQ(outcome.release.observation_count, 3);
}

TEST_P(ReleaseImportTest, AFileThatIsInTheDraftAlreadyIsNotTakenAgain) {
  const int64_t number = NewDraft("tj");
  const std::vector<Observation> cells = {NewCell("TJK", "2023", "1"), NewCell("UZB", "2023", "2")};
  ASSERT_OK_AND_ASSIGN(ImportOutcome first, Import("tj", number, cells, "a.csv", 0, "abc"));
  ASSERT_OK(Import("tj", number, {NewCell("KGZ", "2023", "3")}, "b.csv"));
  ASSERT_OK_AND_ASSIGN(ImportOutcome again, Import("tj", number, cells, "renamed.csv", 0, "abc"));
  EXPECT_EQ(again.repeat_count, 0);
  EXPECT_TRUE(again.repeats.empty());
  EXPECT_EQ(again.file.file_name, "a.csv");
  EXPECT_EQ(again.file.observation_count, 2);
  EXPECT_EQ(again.release.files.size(), 2);
  EXPECT_EQ(again.release.observation_count, 3);
  EXPECT_EQ(again.release.problem_count, 0);
  EXPECT_EQ(again.release.etag, releases_->Get("tj", number)->etag);
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")).size(), 4) << "a page and a directory of each of two files";
  ASSERT_OK(releases_->Publish("tj", number, {}, "", {}));
  EXPECT_EQ(Seen("tj"), "KGZ 2023=3 TJK 2023=1 UZB 2023=2");
}

TEST_P(ReleaseImportTest, ARepeatedImportReportsTheProblemsOfTheFirst) {
  const int64_t number = NewDraft("tj");
  ASSERT_OK(Import("tj", number, {NewCell("TJK", "2023", "1")}, "first.csv"));
  const std::vector<Observation> cells = {NewCell("TJK", "2023", "1"), NewCell("UZB", "2023", "2"),
                                          NewCell("UZB", "2023", "3")};
  ASSERT_OK_AND_ASSIGN(ImportOutcome first, Import("tj", number, cells, "a.csv", /*bad_rows=*/1, "abc"));
  ASSERT_OK_AND_ASSIGN(ImportOutcome again, Import("tj", number, cells, "a.csv", /*bad_rows=*/1, "abc"));
  EXPECT_EQ(again.repeat_count, 2);
  ASSERT_EQ(again.repeats.size(), 2);
  EXPECT_EQ(again.repeats[0].message, first.repeats[0].message);
  EXPECT_EQ(again.repeats[1].message, first.repeats[1].message);
  EXPECT_EQ(again.release.problem_count, 3);
  EXPECT_EQ(again.release.etag, first.release.etag);
}

TEST_P(ReleaseImportTest, ADroppedImportLeavesNothing) {
  const int64_t number = NewDraft("tj");
  {
    ASSERT_OK_AND_ASSIGN(std::unique_ptr<ReleaseImport> import, releases_->BeginImport("tj", number));
    ASSERT_OK(import->Add(2, NewCell("TJK", "2023", "1")));
  }
  EXPECT_TRUE(releases_->Get("tj", number)->files.empty());
  EXPECT_TRUE(RowsBelow(RunsPrefix("tj")).empty());
}

TEST_P(ReleaseImportTest, ADraftThatIsAbandonedMeanwhileTakesNothing) {
  const int64_t number = NewDraft("tj");
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<ReleaseImport> slow, releases_->BeginImport("tj", number));
  ASSERT_OK(slow->Add(2, NewCell("TJK", "2023", "1")));
  ASSERT_OK(releases_->Abandon("tj", number, "", {}));
  EXPECT_THAT(slow->Finish({}, 0), HasReason("RELEASE_STATE"));
  EXPECT_TRUE(RowsBelow(RunsPrefix("tj")).empty());
}

TEST_P(ReleaseImportTest, TwoFilesAtOnceKnowOfEachOther) {
  const int64_t number = NewDraft("tj");
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<ReleaseImport> slow, releases_->BeginImport("tj", number));
  ASSERT_OK(slow->Add(2, NewCell("TJK", "2023", "1")));
  ASSERT_OK(slow->Add(3, NewCell("TJK", "2024", "1")));
  ASSERT_OK(Import("tj", number, {NewCell("TJK", "2023", "1")}, "fast.csv"));
  ASSERT_OK_AND_ASSIGN(ImportOutcome outcome, slow->Finish({}, 0));
  ASSERT_EQ(outcome.repeats.size(), 1);
  EXPECT_THAT(outcome.repeats[0].message, HasSubstr("file \"fast.csv\""));
  EXPECT_EQ(outcome.release.files.size(), 2);
  EXPECT_EQ(outcome.release.observation_count, 2);
}

TEST_P(ReleaseImportTest, AFileOfBadRowsAloneIsRegistered) {
  const int64_t number = NewDraft("tj");
  ASSERT_OK_AND_ASSIGN(ImportOutcome outcome, Import("tj", number, {}, "bad.csv", /*bad_rows=*/3));
  EXPECT_EQ(outcome.release.problem_count, 3);
  EXPECT_EQ(outcome.release.files.size(), 1);
  EXPECT_OK(Import("tj", number, {NewCell("TJK", "2023", "1")}));
}

TEST_P(ReleaseImportTest, ManyCellsMakePagesBelowTheLimit) {
  const int64_t number = NewDraft("tj");
  std::vector<Observation> cells;
  for (int product = 10'000; product < 30'000; ++product) {
    Observation cell = NewCell("TJK", "2023", "123456.789");
    cell.series.product = std::to_string(product);
    cell.measures.net_weight = *Decimal::Parse("98765");
    cells.push_back(cell);
  }
  ASSERT_OK(Import("tj", number, cells));
  const std::vector<kv::Row> pages = RowsBelow(RunsPrefix("tj"));
  EXPECT_EQ(pages.size(), 6) << "five pages and a directory";
  for (const kv::Row& page : pages) EXPECT_LE(page.value.size(), 60u << 10);
  ASSERT_OK(releases_->Publish("tj", number, {}, "", {}));
  ASSERT_OK_AND_ASSIGN(ObservationPage read, observations_->Read({"tj", {}, 1}, "", 50'000, Alive));
  ASSERT_EQ(read.observations.size(), 20'000);
  for (size_t i = 0; i < read.observations.size(); ++i) {
    EXPECT_EQ(read.observations[i].observation.series, cells[i].series);
  }
}

TEST_P(ReleaseImportTest, ALargeFileBecomesSeveralRuns) {
  const int64_t number = NewDraft("tj");
  ASSERT_OK_AND_ASSIGN(const Release draft, releases_->Get("tj", number));
  KvReleaseImport import(*runs_, *committer_, draft, /*chunk_rows=*/3);
  const char* partners[] = {"TJK", "UZB", "KGZ", "TKM", "TJK", "AFG", "RUS"};
  for (int64_t line = 2; line <= 8; ++line) {
    ASSERT_OK(import.Add(line, NewCell(partners[line - 2], "2023", std::to_string(line).c_str())));
  }
  ASSERT_OK_AND_ASSIGN(const ImportOutcome outcome, import.Finish({.file_name = "a.csv", .sha256 = "x"}, 0));
  EXPECT_EQ(outcome.repeat_count, 1);
  ASSERT_EQ(outcome.repeats.size(), 1);
  EXPECT_EQ(outcome.repeats[0].value, "KAZ X TJK HS TOTAL 2023");
  EXPECT_EQ(outcome.repeats[0].message,
            "the cell was already given in an earlier line: a release gives each cell once");
  EXPECT_EQ(outcome.file.observation_count, 6);
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")).size(), 6);
}

TEST_P(ReleaseImportTest, ADroppedImportOfSeveralRunsLeavesNothing) {
  const int64_t number = NewDraft("tj");
  {
    KvReleaseImport import(*runs_, *committer_, *releases_->Get("tj", number), /*chunk_rows=*/2);
    for (int year = 2000; year < 2007; ++year) {
      ASSERT_OK(import.Add(year, NewCell("TJK", std::to_string(year).c_str(), "1")));
    }
  }
  EXPECT_TRUE(RowsBelow(RunsPrefix("tj")).empty());
}

TEST_P(ReleaseImportTest, RowsInCompactFormAreTheSame) {
  const int64_t number = NewDraft("tj");
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<ReleaseImport> import, releases_->BeginImport("tj", number));
  Observation cell = NewCell("TJK", "2024-Q3", "255.80");
  cell.measures.quantity = *Decimal::Parse("-7");
  cell.measures.quantity_unit = "t";
  const Attributes attributes = Attributes::Of(cell.measures);
  CellRow row;
  row.group = GroupOf(cell.series).value();
  row.product = Code::Parse(cell.series.product).value();
  row.first_month = cell.period.first_month();
  row.month_count = cell.period.month_count();
  row.value = {25580, 2};
  row.quantity = {-7, 0};
  row.attributes = &attributes;
  ASSERT_OK(import->Add(2, row));
  ASSERT_OK(import->Finish({.file_name = "a.csv", .sha256 = "x"}, 0));
  ASSERT_OK(releases_->Publish("tj", number, {}, "", {}));
  ASSERT_OK_AND_ASSIGN(ObservationPage read, observations_->Read({"tj", {}, 1}, "", 10, Alive));
  ASSERT_EQ(read.observations.size(), 1);
  const Observation& found = read.observations[0].observation;
  EXPECT_EQ(found.series, cell.series);
  EXPECT_EQ(found.period, cell.period);
  EXPECT_EQ(found.measures.value->ToString(), "255.80");
  EXPECT_EQ(found.measures.quantity->ToString(), "-7");
  EXPECT_FALSE(found.measures.net_weight);
  EXPECT_EQ(Attributes::Of(found.measures), attributes);
}

TEST_P(ReleaseImportTest, AllPartsOfACellComeBack) {
  const int64_t number = NewDraft("tj");
  Observation cell = NewCell("TJK", "2024-01-01/P7M", "255.80");
  cell.series.second_partner = "UZB";
  cell.measures.unit_multiplier = 6;
  cell.measures.qualifier = Qualifier::kAbout;
  cell.measures.statement = "tass-1";
  ASSERT_OK(Import("tj", number, {cell}));
  ASSERT_OK(releases_->Publish("tj", number, testing::Day(2), "", {}));
  ASSERT_OK_AND_ASSIGN(ObservationPage read,
                       observations_->Read({"tj", FilterOf(cell.series), 1}, "", 10, Alive));
  ASSERT_EQ(read.observations.size(), 1);
  const VersionedObservation& found = read.observations[0];
  EXPECT_EQ(found.observation.series, cell.series);
  EXPECT_EQ(found.observation.period, cell.period);
  EXPECT_EQ(found.observation.measures.value->ToString(), "255.80");
  EXPECT_EQ(found.observation.measures.unit_multiplier, 6);
  EXPECT_EQ(found.observation.measures.statement, "tass-1");
  EXPECT_EQ(found.release, number);
  EXPECT_EQ(found.sequence, 1);
  EXPECT_EQ(found.published_at, testing::Day(2));
}

INSTANTIATE_ENGINES(ReleaseImportTest);

TEST(ReleaseImportFaultTest, ARunThatMayBeRegisteredStays) {
  ManualClock clock(testing::Day(10));
  const std::unique_ptr<kv::Store> memory = kv::NewMemoryStore(clock);
  int commits_until_loss = 1000;
  ledger::testing::HookedStore store(*memory, [&](kv::Store& target, const kv::Batch& batch) {
    if (commits_until_loss < 0) return kv::UnavailableError("connection lost");
    const absl::Status committed = target.Commit(batch);
    return --commits_until_loss < 0 ? kv::UnknownOutcomeError("connection lost") : committed;
  });
  store.on_view = [&] {
    return commits_until_loss < 0 ? kv::UnavailableError("connection lost") : absl::OkStatus();
  };
  ledger::Committer committer(store, clock);
  RunCatalog runs(store, 1 << 20);
  KvReleaseRepository releases(runs, committer);
  ASSERT_OK(KvDatasetRepository(store, committer).Create(NewDataset("tj"), {}));
  Release draft;
  draft.dataset = "tj";
  ASSERT_OK(releases.Create(draft, {}));
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<ReleaseImport> import, releases.BeginImport("tj", 1));
  ASSERT_OK(import->Add(2, NewCell("TJK", "2023", "1")));
  // The run is allocated; its registration is done, but its answer is lost, and the store with it.
  commits_until_loss = 1;
  EXPECT_THAT(import->Finish({}, 0), HasReason("UNKNOWN_OUTCOME"));
  commits_until_loss = 1000;
  ASSERT_OK(releases.Publish("tj", 1, {}, "", {}));
  ASSERT_OK_AND_ASSIGN(ObservationPage page,
                       KvObservationStore(runs).Read({"tj", {}, 1}, "", 10, [] { return absl::OkStatus(); }));
  EXPECT_EQ(page.observations.size(), 1);
}

TEST(ReleaseImportFaultTest, ARunThatCannotBeWrittenEndsTheImport) {
  ManualClock clock(testing::Day(10));
  const std::unique_ptr<kv::Store> memory = kv::NewMemoryStore(clock);
  std::atomic<bool> lost = false;
  ledger::testing::HookedStore store(*memory, [&](kv::Store& target, const kv::Batch& batch) {
    return lost ? kv::UnavailableError("connection lost") : target.Commit(batch);
  });
  ledger::Committer committer(store, clock);
  RunCatalog runs(store, 1 << 20);
  KvReleaseRepository releases(runs, committer);
  ASSERT_OK(KvDatasetRepository(store, committer).Create(NewDataset("tj"), {}));
  Release draft;
  draft.dataset = "tj";
  ASSERT_OK_AND_ASSIGN(draft, releases.Create(draft, {}));
  lost = true;
  // The run of the first two rows is written while others are added, and its error comes with one of those.
  KvReleaseImport import(runs, committer, draft, /*chunk_rows=*/2);
  EXPECT_OK(import.Add(2, NewCell("TJK", "2001", "1")));
  EXPECT_OK(import.Add(3, NewCell("TJK", "2002", "1")));
  EXPECT_OK(import.Add(4, NewCell("TJK", "2003", "1")));
  EXPECT_FALSE(import.Add(5, NewCell("TJK", "2004", "1")).ok());
  lost = false;
  EXPECT_TRUE(releases.Get("tj", 1)->files.empty());
}

}  // namespace
}  // namespace karvan::statistics
