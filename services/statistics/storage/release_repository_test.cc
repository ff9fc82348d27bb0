#include "services/statistics/storage/release_repository.h"

#include <thread>

#include "services/platform/kv/key_codec.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/ledger/reader.h"
#include "services/platform/ledger/verify.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/stored_convert.h"
#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using testing::Day;
using ::testing::ElementsAre;
using testing::NewCell;
using testing::NewDataset;
using ::testing::Optional;

class ReleaseRepositoryTest : public testing::StoresTest {
 protected:
  size_t RowsBelow(const std::string& prefix) {
    return (*store_->OpenView())->Scan(kv::PrefixRange(prefix), {})->rows.size();
  }
};

TEST_P(ReleaseRepositoryTest, NumbersCountFromOneInEachDataset) {
  EXPECT_EQ(NewDraft("tj"), 1);
  EXPECT_EQ(AnotherDraft("tj"), 2);
  EXPECT_EQ(NewDraft("kz"), 1);
  Reopen();
  EXPECT_EQ(AnotherDraft("tj"), 3);
}

TEST_P(ReleaseRepositoryTest, CreateTakesWhatTheOfficeSays) {
  ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  Release draft;
  draft.dataset = "tj";
  draft.finality = Finality::kProvisional;
  draft.revision_reason = "late data";
  draft.description = "2024";
  draft.published_at = Day(3);
  ASSERT_OK_AND_ASSIGN(Release created, releases_->Create(draft, {}));
  EXPECT_EQ(created.state, ReleaseState::kDraft);
  EXPECT_EQ(created.create_time, Day(10));
  ASSERT_OK_AND_ASSIGN(Release read, releases_->Get("tj", 1));
  EXPECT_EQ(read.finality, Finality::kProvisional);
  EXPECT_EQ(read.revision_reason, "late data");
  EXPECT_EQ(read.description, "2024");
  EXPECT_THAT(read.published_at, Optional(Day(3)));
  EXPECT_EQ(read.etag, created.etag);
}

TEST_P(ReleaseRepositoryTest, WhatDoesNotExist) {
  Release draft;
  draft.dataset = "tj";
  EXPECT_THAT(releases_->Create(draft, {}), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(releases_->Get("tj", 1), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(releases_->List("tj", 0, 10), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(releases_->BeginImport("tj", 1), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(releases_->Publish("tj", 1, {}, "", {}), HasReason("RESOURCE_NOT_FOUND"));
  NewDraft("tj");
  EXPECT_THAT(releases_->Abandon("tj", 2, "", {}), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_P(ReleaseRepositoryTest, ListsInPagesByNumber) {
  NewDraft("tj");
  for (int i = 0; i < 11; ++i) AnotherDraft("tj");
  ASSERT_OK_AND_ASSIGN(ReleasePage first, releases_->List("tj", 0, 10));
  ASSERT_EQ(first.releases.size(), 10);
  EXPECT_EQ(first.releases[9].number, 10);
  EXPECT_EQ(first.next_number, 11);
  ASSERT_OK_AND_ASSIGN(ReleasePage last, releases_->List("tj", first.next_number, 10));
  EXPECT_EQ(last.releases.size(), 2);
  EXPECT_EQ(last.next_number, 0);
}

TEST_P(ReleaseRepositoryTest, PublishGivesSequencesWithoutGaps) {
  const int64_t first = NewDraft("tj"), abandoned = AnotherDraft("tj"), third = AnotherDraft("tj");
  ASSERT_OK(Import("tj", first, {NewCell("TJK", "2023", "1")}));
  ASSERT_OK(Import("tj", third, {NewCell("TJK", "2023", "2")}));
  ASSERT_OK(releases_->Abandon("tj", abandoned, "", {}));
  ASSERT_OK_AND_ASSIGN(Release release, releases_->Publish("tj", third, Day(2), "", {}));
  EXPECT_EQ(release.sequence, 1);
  EXPECT_EQ(release.state, ReleaseState::kPublished);
  EXPECT_THAT(release.published_at, Optional(Day(2)));
  EXPECT_THAT(release.publish_time, Optional(Day(10)));
  Reopen();
  ASSERT_OK_AND_ASSIGN(release, releases_->Publish("tj", first, {}, "", {}));
  EXPECT_EQ(release.sequence, 2);
  EXPECT_THAT(release.published_at, Optional(Day(10))) << "by default the time of the call";
}

TEST_P(ReleaseRepositoryTest, APublicationIsAnEntryOfTheLog) {
  const int64_t number = NewDraft("tj");
  ASSERT_OK(Import("tj", number, {NewCell("TJK", "2023", "1")}, "a.csv"));
  ASSERT_OK(Import("tj", number, {NewCell("TJK", "2024", "1")}, "b.csv"));
  ASSERT_OK(releases_->Publish("tj", number, Day(2), "", {}));
  ledger::Reader reader(*store_, "tj");
  ASSERT_OK_AND_ASSIGN(const auto entries, reader.Read(1, 10));
  ASSERT_EQ(entries.size(), 1u) << "drafts and imports change no figure that is seen";
  EXPECT_EQ(entries[0].kind, "release.published");
  EXPECT_EQ(entries[0].time, Day(10));
  stored::StoredPublishedEntry published;
  ASSERT_TRUE(published.ParseFromString(entries[0].content));
  EXPECT_EQ(published.release(), "datasets/tj/releases/1");
  EXPECT_EQ(FromStored(published.published_at()), Day(2));
  EXPECT_THAT(published.file_sha256(), ElementsAre("file 1", "file 2"));
  EXPECT_TRUE(ledger::Reader(*store_, kCatalogueDomain).Read(1, 10)->empty());
  EXPECT_OK(ledger::VerifyLog(*store_, "tj", Alive));
}

TEST_P(ReleaseRepositoryTest, RecordedTimeDoesNotStepBack) {
  NewDraft("tj");
  ASSERT_OK(Import("tj", 1, {NewCell("TJK", "2023", "1")}));
  clock_.Set(Day(4));
  ASSERT_OK_AND_ASSIGN(const Release release, releases_->Publish("tj", 1, {}, "", {}));
  EXPECT_THAT(release.publish_time, Optional(Day(10)));
}

TEST_P(ReleaseRepositoryTest, PublishKeepsTheDraftsOwnDate) {
  ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  Release draft;
  draft.dataset = "tj";
  draft.published_at = Day(3);
  ASSERT_OK(releases_->Create(draft, {}));
  ASSERT_OK(Import("tj", 1, {NewCell("TJK", "2023", "1")}));
  EXPECT_THAT(releases_->Publish("tj", 1, {}, "", {})->published_at, Optional(Day(3)));
}

TEST_P(ReleaseRepositoryTest, StateRulesHold) {
  const int64_t number = NewDraft("tj");
  EXPECT_THAT(releases_->Publish("tj", number, {}, "", {}), HasReason("RELEASE_EMPTY"));
  ASSERT_OK(Import("tj", number, {NewCell("TJK", "2023", "1")}, "a.csv", /*bad_rows=*/2));
  EXPECT_THAT(releases_->Publish("tj", number, {}, "", {}), HasReason("RELEASE_HAS_PROBLEMS"));
  ASSERT_OK(releases_->Abandon("tj", number, "", {}));
  EXPECT_THAT(releases_->Publish("tj", number, {}, "", {}), HasReason("RELEASE_STATE"));
  EXPECT_THAT(releases_->Abandon("tj", number, "", {}), HasReason("RELEASE_STATE"));
  EXPECT_THAT(releases_->BeginImport("tj", number), HasReason("RELEASE_STATE"));
}

TEST_P(ReleaseRepositoryTest, AbandonDropsTheRuns) {
  const int64_t number = NewDraft("tj");
  ASSERT_OK(Import("tj", number, {NewCell("TJK", "2023", "1")}, "a.csv"));
  ASSERT_OK(Import("tj", number, {NewCell("TJK", "2024", "1")}, "b.csv"));
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 4);
  ASSERT_OK(releases_->Abandon("tj", number, "", {}));
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 0);
  EXPECT_EQ(Seen("tj"), "");
}

TEST_P(ReleaseRepositoryTest, EtagsGuardAgainstChanges) {
  const int64_t number = NewDraft("tj");
  const std::string before = releases_->Get("tj", number)->etag;
  ASSERT_OK(Import("tj", number, {NewCell("TJK", "2023", "1")}));
  EXPECT_THAT(releases_->Publish("tj", number, {}, before, {}), HasReason("ETAG_MISMATCH"));
  EXPECT_THAT(releases_->Abandon("tj", number, before, {}), HasReason("ETAG_MISMATCH"));
  EXPECT_OK(releases_->Publish("tj", number, {}, releases_->Get("tj", number)->etag, {}));
}

TEST_P(ReleaseRepositoryTest, RepeatedRequestsGetTheFirstAnswer) {
  NewDraft("tj");
  Release draft;
  draft.dataset = "tj";
  const ledger::WriteRequest create{"ana", "CreateRelease", "id-1", 7};
  ASSERT_OK_AND_ASSIGN(Release created, releases_->Create(draft, create));
  ASSERT_OK(Import("tj", created.number, {NewCell("TJK", "2023", "1")}));
  ASSERT_OK_AND_ASSIGN(Release repeated, releases_->Create(draft, create));
  EXPECT_EQ(repeated.number, created.number);
  EXPECT_EQ(repeated.etag, created.etag) << "the draft as it was, without the file";

  const ledger::WriteRequest publish{"ana", "PublishRelease", "id-1", 9};
  ASSERT_OK_AND_ASSIGN(Release published, releases_->Publish("tj", created.number, {}, "", publish));
  clock_.Advance(absl::Hours(1));
  ASSERT_OK_AND_ASSIGN(repeated, releases_->Publish("tj", created.number, {}, "", publish));
  EXPECT_EQ(repeated.sequence, published.sequence);
  EXPECT_EQ(repeated.publish_time, published.publish_time);
}

TEST_P(ReleaseRepositoryTest, PublicationsInParallelAreAllCounted) {
  constexpr int kReleases = 8;
  NewDraft("tj");
  for (int i = 0; i < kReleases; ++i) AnotherDraft("tj");
  for (int i = 1; i <= kReleases; ++i) {
    ASSERT_OK(Import("tj", i, {NewCell("TJK", "2023", std::to_string(i).c_str())}));
  }
  std::vector<std::thread> threads;
  for (int i = 1; i <= kReleases; ++i) {
    threads.emplace_back([this, i] { EXPECT_OK(releases_->Publish("tj", i, {}, "", {})); });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<int64_t> sequences;
  for (int i = 1; i <= kReleases; ++i) sequences.insert(releases_->Get("tj", i)->sequence);
  EXPECT_EQ(sequences, (std::set<int64_t>{1, 2, 3, 4, 5, 6, 7, 8}));
}

INSTANTIATE_ENGINES(ReleaseRepositoryTest);

class ManyPublicationsTest : public testing::StoresTest {};

// More than fit into one row of the store, and than one scan gives.
TEST_P(ManyPublicationsTest, ADatasetGoesOnForEver) {
  constexpr int kPublications = 2000;
  ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  for (int i = 1; i <= kPublications; ++i) {
    const Release release = PublishCells("tj", {NewCell("TJK", "2023", std::to_string(i).c_str())});
    ASSERT_EQ(release.sequence, i);
  }
  EXPECT_EQ(Seen("tj"), "TJK 2023=2000");
  EXPECT_EQ(Seen("tj", Snapshot{1001}), "TJK 2023=1001");
  ASSERT_OK_AND_ASSIGN(auto head, (*store_->OpenView())->Get(ledger::HeadKey("tj")));
  EXPECT_EQ(head->value.size(), 25 + 6 * 32) << "2000 is 1024 + 512 + 256 + 128 + 64 + 16";
}

// A file system that syncs each of 8000 commits is not what this is about.
INSTANTIATE_TEST_SUITE_P(Engines, ManyPublicationsTest, ::testing::Values(testing::Engine::kMemory),
                         testing::EngineName);

}  // namespace
}  // namespace karvan::statistics
