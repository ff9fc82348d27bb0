// The life of releases in a store. Long, for all transitions share one fixture, and each is read beside the
// others.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <utility>

#include "services/platform/ledger/reader.h"
#include "services/platform/ledger/verify.h"
#include "services/statistics/storage/fold_worker.h"
#include "services/statistics/storage/orphan_cleaner.h"
#include "services/statistics/storage/stored.pb.h"
#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using testing::Day;
using ::testing::HasSubstr;
using testing::NewCell;
using testing::NewDataset;
using ::testing::Optional;

Observation Deletion(const char* partner, const char* period) {
  Observation cell = NewCell(partner, period, "0");
  cell.measures = Measures();
  cell.measures.deleted = true;
  return cell;
}

class ReleaseLifecycleTest : public testing::StoresTest {
 protected:
  // Creates a release that says what `said` says, and fills it.
  int64_t Filled(Release said, const std::vector<Observation>& cells) {
    said.dataset = "tj";
    absl::StatusOr<Release> created = releases_->Create(said, {});
    EXPECT_OK(created);
    if (!cells.empty()) {
      EXPECT_OK(Import("tj", created->number, cells));
    }
    return created->number;
  }

  static Release Replacing(Scope scope) {
    Release release;
    release.mode = ReleaseMode::kReplace;
    release.scope = std::move(scope);
    return release;
  }

  static Release Final(const char* revision_reason = "") {
    Release release;
    release.finality = Finality::kFinal;
    release.revision_reason = revision_reason;
    return release;
  }

  static Scope PartnersOf2023(std::vector<const char*> partners) {
    Scope scope;
    for (const char* partner : partners) scope.partners.push_back(*Code::Parse(partner));
    scope.first_month = 2023 * 12;
    scope.end_month = 2024 * 12;
    return scope;
  }

  absl::StatusOr<Release> Validate(int64_t number, absl::string_view etag = "") {
    return releases_->Validate("tj", number, etag, {}, Alive);
  }
  absl::StatusOr<Release> Publish(int64_t number) { return releases_->Publish("tj", number, {}, "", {}); }
  absl::StatusOr<Release> Retract(int64_t number) {
    return releases_->Retract("tj", number, "wrong unit", "", {});
  }

  void SetUp() override {
    StoresTest::SetUp();
    ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  }
};

TEST_P(ReleaseLifecycleTest, AReplacedCellThatIsNotGivenIsDeleted) {
  PublishCells("tj", {NewCell("TJK", "2022", "1"), NewCell("TJK", "2023", "2"), NewCell("UZB", "2023", "3"),
                      NewCell("KGZ", "2023", "4")});
  const int64_t number = Filled(Replacing(PartnersOf2023({"TJK", "UZB"})), {NewCell("UZB", "2023", "5")});
  EXPECT_EQ(Seen("tj"), "KGZ 2023=4 TJK 2022=1 TJK 2023=2 UZB 2023=3");
  ASSERT_OK(Publish(number));
  const std::string after = "KGZ 2023=4 TJK 2022=1 UZB 2023=5";
  EXPECT_EQ(Seen("tj"), after);
  EXPECT_EQ(Seen("tj", Snapshot{1}), "KGZ 2023=4 TJK 2022=1 TJK 2023=2 UZB 2023=3");
  Reopen();
  EXPECT_EQ(Seen("tj"), after);
  ASSERT_OK_AND_ASSIGN(const Release read, releases_->Get("tj", number));
  EXPECT_EQ(read.mode, ReleaseMode::kReplace);
  EXPECT_EQ(read.scope, PartnersOf2023({"TJK", "UZB"}));
  PublishCells("tj", {NewCell("TJK", "2023", "6")});
  EXPECT_EQ(Seen("tj"), "KGZ 2023=4 TJK 2022=1 TJK 2023=6 UZB 2023=5");
}

TEST_P(ReleaseLifecycleTest, AnEmptyReplacementHasToSaySo) {
  PublishCells("tj", {NewCell("TJK", "2023", "2"), NewCell("KGZ", "2023", "4")});
  EXPECT_THAT(Publish(Filled(Replacing(PartnersOf2023({"TJK"})), {})), HasReason("RELEASE_EMPTY"));
  Release empty = Replacing(PartnersOf2023({"TJK"}));
  empty.allow_empty = true;
  ASSERT_OK(Publish(Filled(empty, {})));
  EXPECT_EQ(Seen("tj"), "KGZ 2023=4");
}

TEST_P(ReleaseLifecycleTest, CellsOutsideTheScopeAreRefused) {
  const int64_t number =
      Filled(Replacing(PartnersOf2023({"TJK"})),
             {NewCell("TJK", "2023", "1"), NewCell("TJK", "2024", "2"), NewCell("UZB", "2023", "3")});
  for (const absl::Status& status : {Validate(number).status(), Publish(number).status()}) {
    EXPECT_THAT(status, HasReason("RELEASE_OUTSIDE_SCOPE"));
    EXPECT_THAT(ErrorMetadata(status, "cells"), Optional(std::string("2")));
    EXPECT_THAT(ErrorMetadata(status, "cell"), Optional(std::string("KAZ X TJK HS TOTAL 2024")));
  }
}

TEST_P(ReleaseLifecycleTest, ARowCanDeleteACell) {
  PublishCells("tj", {NewCell("TJK", "2023", "1"), NewCell("UZB", "2023", "2")});
  PublishCells("tj", {Deletion("TJK", "2023")});
  EXPECT_EQ(Seen("tj"), "UZB 2023=2");
  EXPECT_EQ(Seen("tj", Snapshot{1}), "TJK 2023=1 UZB 2023=2");
  PublishCells("tj", {NewCell("TJK", "2023", "3")});
  EXPECT_EQ(Seen("tj"), "TJK 2023=3 UZB 2023=2");
}

TEST_P(ReleaseLifecycleTest, ValidationCountsWhatWouldChange) {
  PublishCells("tj", {NewCell("TJK", "2022", "1"), NewCell("TJK", "2023", "2"), NewCell("UZB", "2023", "3.0"),
                      NewCell("KGZ", "2023", "4"), NewCell("TKM", "2023", "5")});
  PublishCells("tj", {NewCell("TKM", "2024", "6")}, Day(11));
  const int64_t number =
      Filled({}, {NewCell("TJK", "2023", "2"), NewCell("UZB", "2023", "3.00"), NewCell("KGZ", "2024", "7"),
                  Deletion("TKM", "2023"), Deletion("TKM", "2022"), NewCell("TKM", "2024", "8")});
  ASSERT_OK_AND_ASSIGN(const Release release, Validate(number));
  EXPECT_EQ(release.state, ReleaseState::kValidated);
  ASSERT_TRUE(release.validation);
  const ValidationReport& report = *release.validation;
  EXPECT_EQ(report.snapshot, 2);
  EXPECT_EQ(report.validate_time, Day(10));
  EXPECT_EQ(report.new_count, 1) << "KGZ 2024";
  EXPECT_EQ(report.changed_count, 1) << "UZB 2023: a digit more is a change";
  EXPECT_EQ(report.restated_count, 1) << "TJK 2023";
  EXPECT_EQ(report.deleted_count, 1) << "TKM 2023";
  EXPECT_EQ(report.idle_deletion_count, 1) << "TKM 2022";
  EXPECT_EQ(report.superseded_count, 1) << "TKM 2024, of which the office published another tomorrow";
  EXPECT_EQ(report.final_changed_count, 0);
  EXPECT_FALSE(report.truncated);
  EXPECT_EQ(Seen("tj"), Seen("tj", Snapshot{2})) << "nothing of it is visible";
  EXPECT_EQ(releases_->Get("tj", number)->etag, release.etag);
}

TEST_P(ReleaseLifecycleTest, ValidationCountsWhatAReplacementDeletes) {
  PublishCells("tj", {NewCell("TJK", "2022", "1"), NewCell("TJK", "2023", "2"), NewCell("UZB", "2023", "3"),
                      NewCell("TJK", "2023-05", "1")});
  const int64_t number = Filled(Replacing(PartnersOf2023({"TJK", "UZB"})),
                                {NewCell("UZB", "2023", "3"), NewCell("UZB", "2023-01", "1")});
  ASSERT_OK_AND_ASSIGN(const Release release, Validate(number));
  EXPECT_EQ(release.validation->new_count, 1);
  EXPECT_EQ(release.validation->restated_count, 1);
  EXPECT_EQ(release.validation->changed_count, 0);
  EXPECT_EQ(release.validation->deleted_count, 2);
}

TEST_P(ReleaseLifecycleTest, AFileTakesAValidatedReleaseBackToDraft) {
  const int64_t number = Filled({}, {NewCell("TJK", "2023", "1")});
  ASSERT_OK(Validate(number));
  ASSERT_OK_AND_ASSIGN(const ImportOutcome outcome,
                       Import("tj", number, {NewCell("TJK", "2024", "2")}, "b.csv"));
  EXPECT_EQ(outcome.release.state, ReleaseState::kDraft);
  EXPECT_FALSE(outcome.release.validation);
}

TEST_P(ReleaseLifecycleTest, ValidationRefusesWhatCannotBePublished) {
  EXPECT_THAT(Validate(Filled({}, {})), HasReason("RELEASE_EMPTY"));
  const int64_t number = Filled({}, {});
  ASSERT_OK(Import("tj", number, {NewCell("TJK", "2023", "1")}, "a.csv", /*bad_rows=*/1));
  EXPECT_THAT(Validate(number), HasReason("RELEASE_HAS_PROBLEMS"));
  EXPECT_THAT(Validate(99), HasReason("RESOURCE_NOT_FOUND"));
  const int64_t fine = Filled({}, {NewCell("TJK", "2023", "1")});
  EXPECT_THAT(Validate(fine, "stale"), HasReason("ETAG_MISMATCH"));
  ASSERT_OK(Publish(fine));
  EXPECT_THAT(Validate(fine), HasReason("RELEASE_STATE"));
}

TEST_P(ReleaseLifecycleTest, AFileThatComesDuringValidationIsNotVouchedFor) {
  const int64_t number = Filled({}, {NewCell("TJK", "2023", "1")});
  bool imported = false;
  auto import_once = [&] {
    if (!std::exchange(imported, true)) {
      EXPECT_OK(Import("tj", number, {NewCell("TJK", "2024", "2")}, "b.csv"));
    }
    return absl::OkStatus();
  };
  EXPECT_THAT(releases_->Validate("tj", number, "", {}, import_once), HasReason("CONFLICT"));
  EXPECT_EQ(releases_->Get("tj", number)->state, ReleaseState::kDraft);
  EXPECT_EQ(Validate(number)->validation->new_count, 2);
}

TEST_P(ReleaseLifecycleTest, WhatIsPublishedDuringValidationIsComparedWith) {
  PublishCells("tj", {NewCell("TJK", "2022", "1")});
  const int64_t number = Filled(Replacing(PartnersOf2023({"TJK"})), {NewCell("TJK", "2023", "2")});
  bool published = false;
  auto publish_once = [&] {  // while the scope is checked
    if (!std::exchange(published, true)) PublishCells("tj", {NewCell("TJK", "2023", "1")});
    return absl::OkStatus();
  };
  ASSERT_OK_AND_ASSIGN(const Release release, releases_->Validate("tj", number, "", {}, publish_once));
  EXPECT_EQ(release.validation->snapshot, 2);
  EXPECT_EQ(release.validation->changed_count, 1);
}

TEST_P(ReleaseLifecycleTest, FinalFiguresChangeOnlyWithAReason) {
  PublishCells("tj", {NewCell("UZB", "2023", "5")});
  ASSERT_OK(Publish(Filled(Final(), {NewCell("TJK", "2023", "1"), NewCell("KGZ", "2023", "2")})));
  const int64_t silent = Filled({}, {NewCell("TJK", "2023", "3"), NewCell("UZB", "2023", "6")});
  EXPECT_THAT(Validate(silent), HasReason("REVISION_REASON_MISSING"));
  EXPECT_THAT(Publish(silent), HasReason("REVISION_REASON_MISSING"));
  EXPECT_OK(Publish(Filled({}, {NewCell("UZB", "2023", "6"), NewCell("TJK", "2023", "1")})))
      << "a figure that is restated does not change";
  const int64_t replacing = Filled(Replacing(PartnersOf2023({"KGZ"})), {NewCell("KGZ", "2023-01", "1")});
  EXPECT_THAT(Publish(replacing), HasReason("REVISION_REASON_MISSING")) << "it deletes a final figure";
  ASSERT_OK(Publish(Filled(Final("late declarations"), {NewCell("KGZ", "2023", "3")})));
  EXPECT_EQ(Seen("tj"), "KGZ 2023=3 TJK 2023=1 UZB 2023=6");
}

// Several drafts at once, published in another order than they were made.
TEST_P(ReleaseLifecycleTest, AStaleReportIsMadeAnew) {
  const int64_t first = Filled({}, {NewCell("TJK", "2023", "1")});
  const int64_t second = Filled({}, {NewCell("TJK", "2023", "2")});
  ASSERT_OK_AND_ASSIGN(Release release, Validate(first));
  EXPECT_EQ(release.validation->new_count, 1);
  ASSERT_OK(Publish(second));
  ASSERT_OK_AND_ASSIGN(release, Publish(first));
  EXPECT_EQ(release.validation->snapshot, 1);
  EXPECT_EQ(release.validation->new_count, 0);
  EXPECT_EQ(release.validation->changed_count, 1);
  EXPECT_EQ(Seen("tj"), "TJK 2023=1");
}

TEST_P(ReleaseLifecycleTest, AStaleReportCanForbidPublication) {
  const int64_t first = Filled({}, {NewCell("TJK", "2023", "1")});
  ASSERT_OK(Validate(first));
  ASSERT_OK(Publish(Filled(Final(), {NewCell("TJK", "2023", "2")})));
  EXPECT_THAT(Publish(first), HasReason("REVISION_REASON_MISSING"));
  EXPECT_EQ(releases_->Get("tj", first)->state, ReleaseState::kValidated);
}

TEST_P(ReleaseLifecycleTest, ValidatedReleasesCanBePublishedInParallel) {
  constexpr int kReleases = 6;
  for (int i = 1; i <= kReleases; ++i) {
    Filled({}, {NewCell("TJK", "2023", std::to_string(i).c_str())});
    ASSERT_OK(Validate(i));
  }
  std::vector<std::thread> threads;
  for (int i = 1; i <= kReleases; ++i) threads.emplace_back([this, i] { EXPECT_OK(Publish(i)); });
  for (std::thread& thread : threads) thread.join();
  for (int i = 1; i <= kReleases; ++i) {
    ASSERT_OK_AND_ASSIGN(const Release release, releases_->Get("tj", i));
    EXPECT_EQ(release.validation->snapshot, release.sequence - 1) << "compared with what came before it";
  }
}

TEST_P(ReleaseLifecycleTest, ARetractionFallsBackToTheValueBefore) {
  PublishCells("tj", {NewCell("TJK", "2023", "1"), NewCell("UZB", "2023", "2")});
  const Release wrong = PublishCells("tj", {NewCell("TJK", "2023", "10"), NewCell("KGZ", "2023", "3")});
  clock_.Set(Day(12));
  ASSERT_OK_AND_ASSIGN(const Release retracted, Retract(wrong.number));
  EXPECT_EQ(retracted.state, ReleaseState::kRetracted);
  EXPECT_EQ(retracted.retraction_sequence, 3);
  EXPECT_EQ(retracted.sequence, 2);
  EXPECT_THAT(retracted.retract_time, Optional(Day(12)));
  EXPECT_EQ(retracted.retraction_reason, "wrong unit");
  EXPECT_EQ(Seen("tj"), "TJK 2023=1 UZB 2023=2");
  Reopen();
  EXPECT_EQ(Seen("tj"), "TJK 2023=1 UZB 2023=2");
  EXPECT_EQ(Seen("tj", Snapshot{3}), "TJK 2023=1 UZB 2023=2");
  EXPECT_EQ(Seen("tj", Snapshot{2}), "KGZ 2023=3 TJK 2023=10 UZB 2023=2");
  EXPECT_EQ(Seen("tj", KnownAt{Day(11)}), "KGZ 2023=3 TJK 2023=10 UZB 2023=2");
  EXPECT_EQ(Seen("tj", KnownAt{Day(12)}), "TJK 2023=1 UZB 2023=2");
  EXPECT_THAT(Retract(wrong.number), HasReason("RELEASE_STATE"));
}

TEST_P(ReleaseLifecycleTest, RetractionsComeInAnyOrder) {
  for (const char* value : {"1", "2", "3", "4"}) PublishCells("tj", {NewCell("TJK", "2023", value)});
  ASSERT_OK(Retract(2));
  EXPECT_EQ(Seen("tj"), "TJK 2023=4");
  ASSERT_OK(Retract(4));
  EXPECT_EQ(Seen("tj"), "TJK 2023=3");
  ASSERT_OK(Retract(3));
  EXPECT_EQ(Seen("tj"), "TJK 2023=1");
  EXPECT_EQ(PublishCells("tj", {NewCell("TJK", "2023", "5")}).sequence, 8);
  ASSERT_OK(Retract(1));
  EXPECT_EQ(Seen("tj"), "TJK 2023=5");
  EXPECT_EQ(Seen("tj", Snapshot{5}), "TJK 2023=4");
  EXPECT_EQ(Seen("tj", Snapshot{6}), "TJK 2023=3");
  EXPECT_EQ(Seen("tj", Snapshot{7}), "TJK 2023=1");
}

TEST_P(ReleaseLifecycleTest, ARetractedReplacementBringsBackWhatItDeleted) {
  PublishCells("tj", {NewCell("TJK", "2023", "1"), NewCell("UZB", "2023", "2")});
  const int64_t number = Filled(Replacing(PartnersOf2023({"TJK", "UZB"})), {NewCell("UZB", "2023", "3")});
  ASSERT_OK(Publish(number));
  ASSERT_EQ(Seen("tj"), "UZB 2023=3");
  ASSERT_OK(Retract(number));
  EXPECT_EQ(Seen("tj"), "TJK 2023=1 UZB 2023=2");
  EXPECT_EQ(Seen("tj", Snapshot{2}), "UZB 2023=3");
}

TEST_P(ReleaseLifecycleTest, FoldsKeepWhatRetractionsAndReplacementsMean) {
  for (int i = 1; i <= 6; ++i) {
    PublishCells("tj", {NewCell("TJK", "2023", std::to_string(i).c_str()), NewCell("UZB", "2023", "7")});
  }
  ASSERT_OK(Publish(Filled(Replacing(PartnersOf2023({"TJK", "UZB"})), {NewCell("TJK", "2023", "9")})));
  ASSERT_OK(Retract(6));
  ASSERT_OK(Retract(7));
  std::vector<std::string> before;
  for (int i = 0; i <= 9; ++i) before.push_back(Seen("tj", Snapshot{i}));
  EXPECT_EQ(before[7], "TJK 2023=9");
  EXPECT_EQ(before[9], "TJK 2023=5 UZB 2023=7");
  {
    FoldWorker worker(*runs_, *committer_, absl::ZeroDuration());
    worker.Notify("tj");
    worker.WaitUntilIdle();
  }
  Reopen();
  for (int i = 0; i <= 9; ++i) EXPECT_EQ(Seen("tj", Snapshot{i}), before[i]) << i;
}

TEST_P(ReleaseLifecycleTest, TheLogTellsOfRetractions) {
  PublishCells("tj", {NewCell("TJK", "2023", "1")});
  ASSERT_OK(Retract(1));
  ASSERT_OK_AND_ASSIGN(const auto entries, ledger::Reader(*store_, "tj").Read(1, 10));
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[1].kind, "release.retracted");
  stored::StoredRetractedEntry entry;
  ASSERT_TRUE(entry.ParseFromString(entries[1].content));
  EXPECT_EQ(entry.release(), "datasets/tj/releases/1");
  EXPECT_EQ(entry.reason(), "wrong unit");
  EXPECT_OK(ledger::VerifyLog(*store_, "tj", Alive));
}

TEST_P(ReleaseLifecycleTest, AnEmbargoCanBeMovedCancelledAndEnded) {
  const int64_t number = Filled({}, {NewCell("TJK", "2023", "1")});
  EXPECT_THAT(releases_->Embargo("tj", number, Day(10), {}, "", {}).status(),
              HasFieldViolation("embargo_time", HasSubstr("later than now")));
  ASSERT_OK_AND_ASSIGN(Release release, releases_->Embargo("tj", number, Day(12), {}, "", {}));
  EXPECT_EQ(release.state, ReleaseState::kEmbargoed);
  EXPECT_THAT(release.embargo_time, Optional(Day(12)));
  EXPECT_EQ(release.validation->new_count, 1);
  EXPECT_THAT(releases_->Embargo("tj", number, Day(13), {}, "", {}), HasReason("RELEASE_STATE"));
  EXPECT_THAT(releases_->BeginImport("tj", number), HasReason("RELEASE_STATE"));
  EXPECT_THAT(releases_->Abandon("tj", number, "", {}), HasReason("RELEASE_STATE"));
  ASSERT_OK(releases_->MoveEmbargo("tj", number, Day(14), release.etag, {}));
  EXPECT_THAT(releases_->MoveEmbargo("tj", number, Day(15), release.etag, {}), HasReason("ETAG_MISMATCH"));
  ASSERT_EQ(releases_->Embargoes("tj")->size(), 1u);
  EXPECT_EQ((*releases_->Embargoes("tj"))[0].time, Day(14));
  EXPECT_THAT(releases_->PublishDue("tj", number, Day(13)), HasReason("CONFLICT"));
  Reopen();
  ASSERT_OK(CleanOrphans("tj"));
  ASSERT_OK_AND_ASSIGN(release, releases_->CancelEmbargo("tj", number, "", {}));
  EXPECT_EQ(release.state, ReleaseState::kValidated);
  EXPECT_FALSE(release.embargo_time);
  EXPECT_TRUE(releases_->Embargoes("tj")->empty());
  EXPECT_THAT(releases_->PublishDue("tj", number, Day(20)), HasReason("RELEASE_STATE"));
  EXPECT_THAT(releases_->MoveEmbargo("tj", number, Day(20), "", {}), HasReason("RELEASE_STATE"));

  ASSERT_OK(releases_->Embargo("tj", number, Day(12), {}, "", {}));
  EXPECT_EQ(Seen("tj"), "");
  ASSERT_OK_AND_ASSIGN(release, Publish(number));
  EXPECT_EQ(release.state, ReleaseState::kPublished);
  EXPECT_THAT(release.published_at, Optional(Day(10))) << "ended before its time";
  EXPECT_EQ(Seen("tj"), "TJK 2023=1");
  EXPECT_TRUE(releases_->Embargoes("tj")->empty());
}

TEST_P(ReleaseLifecycleTest, WhatIsDueIsPublishedUnderTheEmbargosTime) {
  const int64_t number = Filled({}, {NewCell("TJK", "2023", "1")});
  ASSERT_OK(releases_->Embargo("tj", number, Day(12), {}, "", {}));
  const int64_t dated = Filled({}, {NewCell("UZB", "2023", "1")});
  ASSERT_OK(releases_->Embargo("tj", dated, Day(12), Day(11), "", {}));
  EXPECT_THAT(releases_->MoveEmbargo("tj", number, Day(10) + 2 * kMaxEmbargo, "", {}).status(),
              HasFieldViolation("embargo_time", HasSubstr("366 days")));
  clock_.Set(Day(12) + absl::Minutes(1));
  ASSERT_OK(releases_->PublishDue("tj", number, clock_.Now()));
  ASSERT_OK(releases_->PublishDue("tj", dated, clock_.Now()));
  ASSERT_OK_AND_ASSIGN(Release release, releases_->Get("tj", number));
  EXPECT_THAT(release.published_at, Optional(Day(12)));
  EXPECT_THAT(release.publish_time, Optional(Day(12) + absl::Minutes(1)));
  EXPECT_THAT(release.embargo_time, Optional(Day(12)));
  EXPECT_THAT(releases_->Get("tj", dated)->published_at, Optional(Day(11)));
  EXPECT_EQ(Seen("tj"), "TJK 2023=1 UZB 2023=1");
}

TEST_P(ReleaseLifecycleTest, ValidatedReleasesKeepTheirRuns) {
  const int64_t number = Filled({}, {NewCell("TJK", "2023", "1")});
  ASSERT_OK(Validate(number));
  Reopen();
  ASSERT_OK(CleanOrphans("tj"));
  ASSERT_OK(Publish(number));
  EXPECT_EQ(Seen("tj"), "TJK 2023=1");
}

TEST_P(ReleaseLifecycleTest, RepeatedRequestsGetTheFirstAnswer) {
  const int64_t number = Filled({}, {NewCell("TJK", "2023", "1")});
  const ledger::WriteRequest validate{"ana", "ValidateRelease", "v", 1};
  const ledger::WriteRequest publish{"ana", "PublishRelease", "p", 2};
  const ledger::WriteRequest retract{"ana", "RetractRelease", "r", 3};
  ASSERT_OK_AND_ASSIGN(const Release validated, releases_->Validate("tj", number, "", validate, Alive));
  ASSERT_OK_AND_ASSIGN(const Release published, releases_->Publish("tj", number, {}, "", publish));
  ASSERT_OK_AND_ASSIGN(const Release retracted, releases_->Retract("tj", number, "wrong", "", retract));
  EXPECT_EQ(releases_->Validate("tj", number, "", validate, Alive)->etag, validated.etag);
  EXPECT_EQ(releases_->Publish("tj", number, {}, "", publish)->etag, published.etag);
  EXPECT_EQ(releases_->Retract("tj", number, "wrong", "", retract)->etag, retracted.etag);
}

INSTANTIATE_ENGINES(ReleaseLifecycleTest);

}  // namespace
}  // namespace karvan::statistics
