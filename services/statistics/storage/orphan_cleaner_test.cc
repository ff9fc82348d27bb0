#include "services/statistics/storage/orphan_cleaner.h"

#include "absl/time/clock.h"
#include "services/platform/kv/key_codec.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/kv_release_import.h"
#include "services/statistics/storage/run_allocation.h"
#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using testing::NewCell;
using testing::NewDataset;

constexpr absl::Duration kTtl = ProcessLease::kTtl;

// A process on the store. `patience`: none, for the clock stands still while it would wait.
struct Process {
  Process(kv::Store& store, const Clock& clock, const std::string& name,
          absl::Duration readers_lease = absl::Hours(1))
      : committer(store, clock, {.holder = name, .patience = absl::ZeroDuration()}),
        lease(store, clock, name),
        cleaner(store, committer, lease, readers_lease) {
    EXPECT_OK(lease.Renew());
  }

  ledger::Committer committer;
  ProcessLease lease;
  OrphanCleaner cleaner;
};

class OrphanCleanerTest : public testing::StoresTest {
 protected:
  size_t RowsBelow(const std::string& prefix) {
    return (*store_->OpenView())->Scan(kv::PrefixRange(prefix), {})->rows.size();
  }

  void WriteRun(const std::string& dataset, int64_t run) {
    ASSERT_OK_AND_ASSIGN(std::unique_ptr<kv::BulkLoader> loader, store_->BulkLoad(RunPrefix(dataset, run)));
    for (int i = 0; i < 3; ++i) {
      ASSERT_OK(loader->Add(absl::StrCat(RunPrefix(dataset, run), kv::KeyBuilder().Int(i).Take()), "x"));
    }
    ASSERT_OK(loader->Seal());
  }

  // An import writes on a thread of its own.
  void AwaitRows(const std::string& prefix, size_t rows) {
    const absl::Time deadline = absl::Now() + absl::Seconds(20);
    while (RowsBelow(prefix) != rows && absl::Now() < deadline) absl::SleepFor(absl::Milliseconds(1));
    ASSERT_EQ(RowsBelow(prefix), rows);
  }

  // As if the process had died between the end of a bulk load and its registration.
  void LeaveRun(const std::string& dataset, Process& process) {
    ASSERT_OK_AND_ASSIGN(const int64_t run, AllocateRun(process.committer, dataset));
    WriteRun(dataset, run);
  }

  // The lease of the writer of "tj" ends: it is watched, by one who never takes it, and stays silent.
  void LetOthersWrite() {
    const std::string domain = kv::KeyBuilder().Text("tj").Take();
    EXPECT_FALSE(store_->AcquireEpoch(domain, "watcher", absl::Hours(10'000)).ok());
    clock_.Advance(absl::Seconds(4));
  }
};

TEST_P(OrphanCleanerTest, KeepsDraftsAndPublishedReleases) {
  const int64_t draft = NewDraft("tj");
  ASSERT_OK(Import("tj", draft, {NewCell("TJK", "2023", "1")}));
  PublishCells("tj", {NewCell("TJK", "2024", "2")});
  LetOthersWrite();
  Process process(*store_, clock_, "one", absl::ZeroDuration());
  LeaveRun("tj", process);
  LetOthersWrite();
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 7) << "two runs of a page and a directory, and one left";
  Process other(*store_, clock_, "two", absl::ZeroDuration());
  ASSERT_OK(other.cleaner.Clean("tj"));
  clock_.Advance(kTtl);
  ASSERT_OK(other.cleaner.Clean("tj"));
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 4);
  EXPECT_EQ(RowsBelow(AllocationsPrefix("tj")), 0);
  LetOthersWrite();
  ASSERT_OK(releases_->Publish("tj", draft, {}, "", {}));
  EXPECT_EQ(Seen("tj"), "TJK 2023=1 TJK 2024=2");
}

TEST_P(OrphanCleanerTest, LeavesTheImportOfAProcessThatIsThereAlone) {
  const int64_t number = NewDraft("tj");
  LetOthersWrite();
  Process one(*store_, clock_, "one"), two(*store_, clock_, "two", absl::ZeroDuration());
  KvReleaseImport import(*runs_, one.committer, *releases_->Get("tj", number), /*chunk_rows=*/1);
  ASSERT_OK(import.Add(2, NewCell("TJK", "2023", "1")));
  for (int i = 0; i < 5; ++i) {
    ASSERT_OK(import.Add(3 + i, NewCell("TJK", absl::StrCat(2010 + i).c_str(), "1")));
    clock_.Advance(kTtl / 2);
    ASSERT_OK(one.lease.Renew());
    ASSERT_OK(two.cleaner.Clean("tj"));
  }
  ImportedFile file;
  file.sha256 = "abc";
  ASSERT_OK(import.Finish(file, 0));
  EXPECT_EQ(RowsBelow(AllocationsPrefix("tj")), 0) << "named runs are not allocated any more";
  LetOthersWrite();
  ASSERT_OK(two.cleaner.Clean("tj"));
  ASSERT_OK(releases_->Publish("tj", number, {}, "", {}));
  EXPECT_EQ(Seen("tj"), "TJK 2010=1 TJK 2011=1 TJK 2012=1 TJK 2013=1 TJK 2014=1 TJK 2023=1");
}

TEST_P(OrphanCleanerTest, DropsTheRunsOfAProcessThatIsGone) {
  NewDraft("tj");
  LetOthersWrite();
  Process one(*store_, clock_, "one"), two(*store_, clock_, "two");
  LeaveRun("tj", one);
  LeaveRun("tj", one);
  LetOthersWrite();
  ASSERT_OK(two.cleaner.Clean("tj"));
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 6) << "it may still be there";
  clock_.Advance(kTtl);
  ASSERT_OK(one.cleaner.Clean("tj"));
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 6) << "nobody takes himself for gone";
  ASSERT_OK(two.cleaner.Clean("tj"));
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 0);
  EXPECT_EQ(RowsBelow(AllocationsPrefix("tj")), 0);
}

// It was paused, and goes on.
TEST_P(OrphanCleanerTest, AProcessTakenForGoneNamesNothingThatWasDropped) {
  const int64_t number = NewDraft("tj");
  LetOthersWrite();
  Process one(*store_, clock_, "one"), two(*store_, clock_, "two");
  auto import = std::make_unique<KvReleaseImport>(*runs_, one.committer, *releases_->Get("tj", number), 1);
  ASSERT_OK(import->Add(2, NewCell("TJK", "2023", "1")));
  AwaitRows(RunsPrefix("tj"), 2);
  ASSERT_OK(two.cleaner.Clean("tj"));
  LetOthersWrite();
  clock_.Advance(kTtl);
  ASSERT_OK(two.cleaner.Clean("tj"));
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 0);
  LetOthersWrite();
  ImportedFile file;
  file.sha256 = "abc";
  EXPECT_FALSE(import->Finish(file, 0).ok());
  import.reset();
  EXPECT_EQ(releases_->Get("tj", number)->observation_count, 0);
  LetOthersWrite();
  ASSERT_OK(Import("tj", number, {NewCell("TJK", "2023", "1")}));
  ASSERT_OK(releases_->Publish("tj", number, {}, "", {}));
  EXPECT_EQ(Seen("tj"), "TJK 2023=1");
}

TEST_P(OrphanCleanerTest, ConfirmingADroppedRunIsAConflict) {
  NewDraft("tj");
  LetOthersWrite();
  Process one(*store_, clock_, "one"), two(*store_, clock_, "two");
  ASSERT_OK_AND_ASSIGN(const int64_t run, AllocateRun(one.committer, "tj"));
  auto confirm = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_RETURN_IF_ERROR(ConfirmRun(transaction, "tj", run));
    return std::string();
  };
  ASSERT_OK(one.committer.DryRun("tj", confirm));
  ASSERT_OK(two.cleaner.Clean("tj"));
  LetOthersWrite();
  clock_.Advance(kTtl);
  ASSERT_OK(two.cleaner.Clean("tj"));
  LetOthersWrite();
  EXPECT_THAT(one.committer.Write("tj", {}, confirm), HasReason("CONFLICT"));
}

TEST_P(OrphanCleanerTest, AfterARestartTheRunsOfThoseBeforeAreDroppedAtOnce) {
  if (GetParam() != testing::Engine::kRocksDb) GTEST_SKIP() << "a store in memory has no restart";
  NewDraft("tj");
  LetOthersWrite();
  {
    Process one(*store_, clock_, "one");
    LeaveRun("tj", one);
  }
  Reopen();
  Process two(*store_, clock_, "two");
  ASSERT_OK(two.cleaner.Clean("tj"));
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 0);
}

TEST_P(OrphanCleanerTest, DropsWhatIsNotNamedAnyMoreWhenNoReaderHoldsIt) {
  const int64_t number = NewDraft("tj");
  ASSERT_OK(Import("tj", number, {NewCell("TJK", "2023", "1")}));
  ASSERT_OK(releases_->Abandon("tj", number, "", {}));
  WriteRun("tj", 1);  // as if the drop had not come to its end
  Process patient(*store_, clock_, "one"), process(*store_, clock_, "two", absl::ZeroDuration());
  for (int round = 0; round < 2; ++round) ASSERT_OK(patient.cleaner.Clean("tj"));
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 3);
  ASSERT_OK(process.cleaner.Clean("tj"));
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 0);
}

TEST_P(OrphanCleanerTest, AnImportThatIsGivenUpLeavesNothing) {
  const int64_t number = NewDraft("tj");
  {
    KvReleaseImport import(*runs_, *committer_, *releases_->Get("tj", number), /*chunk_rows=*/1);
    ASSERT_OK(import.Add(2, NewCell("TJK", "2023", "1")));
    AwaitRows(AllocationsPrefix("tj"), 1);
  }
  EXPECT_EQ(RowsBelow(AllocationsPrefix("tj")), 0);
  EXPECT_EQ(RowsBelow(RunsPrefix("tj")), 0);
}

INSTANTIATE_ENGINES(OrphanCleanerTest);

}  // namespace
}  // namespace karvan::statistics
