// Reading, proving and verifying a log.
#include "services/platform/ledger/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/ledger/checkpoint.h"
#include "services/platform/ledger/checkpointer.h"
#include "services/platform/ledger/committer.h"
#include "services/platform/ledger/head.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/ledger/proof.h"
#include "services/platform/ledger/verify.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::ledger {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::IsOkAndHolds;
using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;

class ReaderTest : public ::testing::Test {
 protected:
  void Append(int count, size_t content_bytes = 0) {
    for (int i = 0; i < count; ++i) {
      ASSERT_OK(committer_.Write("tj", {}, [&](Transaction& transaction) -> absl::StatusOr<std::string> {
        const std::string content = absl::StrCat("content ", transaction.next_sequence());
        KARVAN_RETURN_IF_ERROR(transaction.Append("test", content + std::string(content_bytes, ' ')));
        return "";
      }));
    }
  }

  Head ReadTheHead() { return *ReadHead(**store_->OpenView(), "tj"); }
  absl::StatusOr<LogSummary> Verify() {
    return VerifyLog(*store_, "tj", [] { return absl::OkStatus(); });
  }

  std::string Row(const std::string& key) { return (*(*store_->OpenView())->Get(key))->value; }
  void Overwrite(const std::string& key, const std::string& value) {
    ASSERT_OK(store_->Commit(kv::Batch().Put(key, value)));
  }

  ManualClock clock_{absl::FromUnixSeconds(1'724'000'000)};
  const std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore();
  Committer committer_{*store_, clock_};
  Reader reader_{*store_, "tj"};
};

TEST_F(ReaderTest, ReadsFromAPosition) {
  EXPECT_TRUE(reader_.Read(1, 10)->empty());
  Append(5);
  ASSERT_OK_AND_ASSIGN(const auto entries, reader_.Read(2, 3));
  ASSERT_EQ(entries.size(), 3u);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(entries[i].sequence, 2 + i);
    EXPECT_EQ(entries[i].content, absl::StrCat("content ", 2 + i));
    EXPECT_FALSE(entries[i].redacted);
  }
  EXPECT_EQ(reader_.Read(5, 10)->size(), 1u);
  EXPECT_TRUE(reader_.Read(6, 10)->empty());
  EXPECT_THAT(reader_.Read(0, 10), HasFieldViolation("sequence", "0 must be 1 or more"));
}

TEST_F(ReaderTest, WaitsForAnEntry) {
  Append(1);
  EXPECT_THAT(reader_.WaitForEntry(1, absl::ZeroDuration()), IsOkAndHolds(true));
  EXPECT_THAT(reader_.WaitForEntry(2, absl::Milliseconds(1)), IsOkAndHolds(false));
  std::thread waiting([this] { EXPECT_THAT(reader_.WaitForEntry(3, absl::Hours(1)), IsOkAndHolds(true)); });
  Append(2);
  waiting.join();
}

TEST_F(ReaderTest, LargeEntriesComeInSeveralBatches) {
  Append(40, 60'000);
  int64_t next = 1;
  int batches = 0;
  while (true) {
    ASSERT_OK_AND_ASSIGN(const auto entries, reader_.Read(next, 1000));
    if (entries.empty()) break;
    ++batches;
    ASSERT_EQ(entries[0].sequence, next);
    next += static_cast<int64_t>(entries.size());
  }
  EXPECT_EQ(next, 41);
  EXPECT_EQ(batches, 3);
  EXPECT_EQ(Verify()->entries, 40);
}

TEST_F(ReaderTest, ProofsOfEveryEntryAndEverySizeHold) {
  constexpr int kEntries = 19;
  std::vector<Hash> roots = {EmptyRoot()};
  for (int i = 0; i < kEntries; ++i) {
    Append(1);
    roots.push_back(ReadTheHead().tree.Root());
  }
  ASSERT_OK_AND_ASSIGN(const auto entries, reader_.Read(1, 100));
  for (int size = 1; size <= kEntries; ++size) {
    for (int sequence = 1; sequence <= size; ++sequence) {
      ASSERT_OK_AND_ASSIGN(const auto proof, reader_.ProveInclusion(sequence, size));
      EXPECT_TRUE(VerifyInclusion(sequence - 1, size, LeafHashOf(entries[sequence - 1]), proof, roots[size]));
    }
    for (int old_size = 0; old_size <= size; ++old_size) {
      ASSERT_OK_AND_ASSIGN(const auto proof, reader_.ProveConsistency(old_size, size));
      EXPECT_TRUE(VerifyConsistency(old_size, size, proof, roots[old_size], roots[size]));
    }
  }
}

TEST_F(ReaderTest, ProofsOfWhatIsNotThereAreRefused) {
  Append(3);
  EXPECT_THAT(reader_.ProveInclusion(0, 3), HasFieldViolation("sequence", HasSubstr("0 must be 1 to")));
  EXPECT_THAT(reader_.ProveInclusion(3, 2), HasFieldViolation("sequence", HasSubstr("3 must be 1 to")));
  EXPECT_THAT(reader_.ProveInclusion(1, 4), HasFieldViolation("size", HasSubstr("4 must be at most 3")));
  EXPECT_THAT(reader_.ProveConsistency(-1, 2), HasFieldViolation("old_size", HasSubstr("-1 must be 0 to")));
  EXPECT_THAT(reader_.ProveConsistency(3, 2), HasFieldViolation("old_size", HasSubstr("3 must be 0 to")));
  EXPECT_THAT(reader_.ProveConsistency(1, 4), HasFieldViolation("size", HasSubstr("4 must be at most 3")));
}

TEST_F(ReaderTest, DamageIsNamed) {
  Append(6);
  EXPECT_THAT(Verify()->entries, 6);
  const std::string key = EntryKey("tj", 4), row = Row(key);
  std::string changed = row;
  changed.back() ^= 1;
  Overwrite(key, changed);
  EXPECT_THAT(reader_.Read(1, 10), StatusIs(absl::StatusCode::kDataLoss,
                                            HasSubstr("entry 4 of the log of tj does not have the hash")));
  EXPECT_EQ(reader_.Read(1, 3)->size(), 3u);
  EXPECT_THAT(Verify(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("entry 4 of the log of tj: its stored")));

  ASSERT_OK(store_->Commit(kv::Batch().Delete(key)));
  EXPECT_THAT(reader_.Read(1, 10),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("entry 4 of the log of tj")));
  EXPECT_THAT(reader_.Read(4, 1), HasReason("CORRUPT"));
  EXPECT_THAT(Verify(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("entry 4 of the log of tj: it is not")));
  Overwrite(key, row);
  EXPECT_THAT(Verify()->entries, 6);
}

TEST_F(ReaderTest, DamagedHashesAreNamed) {
  Append(6);
  const std::string key = NodesKey("tj", 4), nodes = Row(key);
  EXPECT_EQ(nodes.size(), 3 * 32u) << "the leaf, two leaves, four leaves";
  std::string changed = nodes;
  changed[64] ^= 1;
  Overwrite(key, changed);
  EXPECT_THAT(Verify(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("entry 4 of the log of tj: its stored")));
  Overwrite(key, nodes.substr(0, 32));
  EXPECT_THAT(reader_.ProveInclusion(6, 6),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("the hashes of entry 4")));
  ASSERT_OK(store_->Commit(kv::Batch().Delete(key)));
  EXPECT_THAT(reader_.Read(4, 1), HasReason("CORRUPT"));
  EXPECT_THAT(Verify(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("entry 4 of the log of tj: its hashes")));
}

TEST_F(ReaderTest, AHeadThatIsNotOfTheEntriesIsFound) {
  Append(3);
  const std::string before = Row(HeadKey("tj"));
  Append(1);
  const std::string after = Row(HeadKey("tj"));
  Overwrite(HeadKey("tj"), before);
  EXPECT_THAT(Verify(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("counts 3 entries, but there are more")));
  std::string changed = after;
  changed.back() ^= 1;
  Overwrite(HeadKey("tj"), changed);
  EXPECT_THAT(Verify(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("its hashes are not those")));
  Overwrite(HeadKey("tj"), after);
  ASSERT_OK(store_->Commit(kv::Batch().Delete(EntryKey("tj", 4))));
  EXPECT_THAT(Verify(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("entry 4 of the log of tj: it is not")));
}

TEST_F(ReaderTest, AWalkCanBeEnded) {
  Append(1);
  EXPECT_THAT(VerifyLog(*store_, "tj", [] { return absl::CancelledError("gone"); }),
              StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(ReaderTest, CheckpointsAreOfTheLogAndKeepTheirKey) {
  Append(2);
  Checkpointer checkpointer(*store_, committer_, clock_, "trade.example/statistics");
  ASSERT_OK_AND_ASSIGN(const std::string first, checkpointer.Get("tj"));
  ASSERT_OK_AND_ASSIGN(const std::string key, checkpointer.GetVerifierKey("tj"));
  const Hash root = ReadTheHead().tree.Root();
  const Checkpoint expected{"trade.example/statistics/tj", 2, root};
  EXPECT_THAT(OpenCheckpoint(first, key), IsOkAndHolds(expected));

  Append(1);
  clock_.Advance(absl::Milliseconds(999));
  EXPECT_THAT(checkpointer.Get("tj"), IsOkAndHolds(first)) << "for a second the same";
  clock_.Advance(absl::Milliseconds(1));
  ASSERT_OK_AND_ASSIGN(const std::string second, checkpointer.Get("tj"));
  EXPECT_EQ(OpenCheckpoint(second, key)->size, 3);
  Append(1);
  clock_.Advance(-absl::Hours(1));
  EXPECT_EQ(OpenCheckpoint(*checkpointer.Get("tj"), key)->size, 4) << "also when the clock steps back";

  Checkpointer other(*store_, committer_, clock_, "trade.example/statistics");
  EXPECT_THAT(other.GetVerifierKey("tj"), IsOkAndHolds(key));
  EXPECT_NE(*other.GetVerifierKey("kz"), key);
  EXPECT_EQ(Reader(*store_, "kz").Read(1, 1)->size(), 0u) << "a key is no entry";
}

TEST_F(ReaderTest, ADamagedSigningKeyIsNotReplaced) {
  Overwrite(SigningKeyKey("tj"), "short");
  Checkpointer checkpointer(*store_, committer_, clock_, "trade.example");
  EXPECT_THAT(checkpointer.Get("tj"), HasReason("CORRUPT"));
}

}  // namespace
}  // namespace karvan::ledger
