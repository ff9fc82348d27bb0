#include "services/platform/ledger/committer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/ledger/head.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/ledger/reader.h"
#include "services/platform/ledger/testing/hooked_store.h"
#include "services/platform/ledger/verify.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::ledger {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::IsOkAndHolds;
using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::HookedStore;

std::string Row(absl::string_view name) { return kv::KeyBuilder().Text("tj").Text(name).Take(); }

class CommitterTest : public ::testing::Test {
 protected:
  // What the next commits come to; the store does what it is asked when there is nothing.
  enum class Fault { kConflict, kUnknownNotDone, kUnknownDone, kFull };

  absl::Status OnCommit(kv::Store& store, const kv::Batch& batch) {
    ++commits_;
    if (faults_.empty()) return store.Commit(batch);
    const Fault fault = faults_.front();
    faults_.erase(faults_.begin());
    if (fault == Fault::kConflict) return kv::ConflictError("head");
    if (fault == Fault::kFull) return kv::StorageFullError("no space left on device");
    if (fault == Fault::kUnknownDone) {
      EXPECT_OK(store.Commit(batch));
    }
    return kv::UnknownOutcomeError("connection lost");
  }

  // Counts in a row, and answers with the count.
  absl::StatusOr<std::string> Count(const WriteRequest& request = {}) {
    return committer_.Write("tj", request, [](Transaction& transaction) -> absl::StatusOr<std::string> {
      KARVAN_ASSIGN_OR_RETURN(const auto row, transaction.view().Get(Row("count")));
      const std::string count = absl::StrCat(row.has_value() ? std::stoi(row->value) + 1 : 1);
      transaction.Put(Row("count"), count);
      return count;
    });
  }

  // Appends entries, and answers with the sequence of the first.
  absl::StatusOr<std::string> Append(const std::vector<std::string>& contents,
                                     const WriteRequest& request = {}) {
    return committer_.Write("tj", request, [&](Transaction& transaction) -> absl::StatusOr<std::string> {
      const std::string sequence = absl::StrCat(transaction.next_sequence());
      for (const std::string& content : contents) KARVAN_RETURN_IF_ERROR(transaction.Append("test", content));
      return sequence;
    });
  }

  std::string Counted() {
    const auto row = (*memory_->OpenView())->Get(Row("count"));
    return row->has_value() ? (*row)->value : "";
  }

  Head ReadTheHead() { return *ReadHead(**memory_->OpenView(), "tj"); }

  size_t RequestRows() {
    return (*memory_->OpenView())->Scan(RequestsBefore("tj", 1'000'000), {})->rows.size();
  }

  ManualClock clock_{absl::FromUnixSeconds(1'724'000'000)};
  const std::unique_ptr<kv::Store> memory_ = kv::NewMemoryStore();
  std::vector<Fault> faults_;
  int commits_ = 0;
  HookedStore store_{*memory_,
                     [this](kv::Store& store, const kv::Batch& batch) { return OnCommit(store, batch); }};
  Committer committer_{store_, clock_};
};

TEST_F(CommitterTest, WritesRowsAndEntries) {
  EXPECT_THAT(Count(), IsOkAndHolds("1"));
  EXPECT_THAT(Count(), IsOkAndHolds("2"));
  EXPECT_EQ(Counted(), "2");
  EXPECT_EQ(ReadTheHead().sequence(), 0);
  EXPECT_THAT(Append({"a", "b"}), IsOkAndHolds("1"));
  EXPECT_THAT(Append({"c"}), IsOkAndHolds("3"));
  EXPECT_EQ(ReadTheHead().sequence(), 3);
  ASSERT_OK_AND_ASSIGN(const auto entries, Reader(*memory_, "tj").Read(1, 10));
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[1].kind, "test");
  EXPECT_EQ(entries[1].content, "b");
  EXPECT_EQ(entries[1].time, clock_.Now());
}

TEST_F(CommitterTest, DomainsHaveLogsOfTheirOwn) {
  EXPECT_THAT(Append({"a"}), IsOkAndHolds("1"));
  auto append = [](Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_RETURN_IF_ERROR(transaction.Append("test", "b"));
    return absl::StrCat(transaction.next_sequence());
  };
  EXPECT_THAT(committer_.Write("kz", {}, append), IsOkAndHolds("2"));
  EXPECT_EQ(Reader(*memory_, "kz").Read(1, 10)->size(), 1u);
}

TEST_F(CommitterTest, ADecisionThatChangesNothingCommitsNothing) {
  auto nothing = [](Transaction&) -> absl::StatusOr<std::string> { return "seen"; };
  EXPECT_THAT(committer_.Write("tj", {}, nothing), IsOkAndHolds("seen"));
  EXPECT_EQ(commits_, 0);
}

TEST_F(CommitterTest, AnErrorOfTheDecisionWritesNothing) {
  auto refuse = [](Transaction& transaction) -> absl::StatusOr<std::string> {
    transaction.Put(Row("count"), "100");
    KARVAN_RETURN_IF_ERROR(transaction.Append("test", "x"));
    return absl::FailedPreconditionError("no");
  };
  EXPECT_THAT(committer_.Write("tj", {}, refuse), StatusIs(absl::StatusCode::kFailedPrecondition, "no"));
  EXPECT_EQ(Counted(), "");
  EXPECT_EQ(commits_, 0);
}

TEST_F(CommitterTest, ADryRunDecidesAndWritesNothing) {
  ASSERT_OK(Append({"a"}));
  auto append = [](Transaction& transaction) -> absl::StatusOr<std::string> {
    transaction.Put(Row("count"), "100");
    KARVAN_RETURN_IF_ERROR(transaction.Append("test", "x"));
    return absl::StrCat(transaction.next_sequence() - 1);
  };
  EXPECT_THAT(committer_.DryRun("tj", append), IsOkAndHolds("2"));
  EXPECT_EQ(Counted(), "");
  EXPECT_EQ(ReadTheHead().sequence(), 1);
  auto refuse = [](Transaction&) -> absl::StatusOr<std::string> { return absl::NotFoundError("no"); };
  EXPECT_THAT(committer_.DryRun("tj", refuse), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(CommitterTest, RecordedTimeNeverGoesBack) {
  ASSERT_OK(Append({"a"}));
  const absl::Time first = clock_.Now();
  clock_.Set(first - absl::Hours(5));
  ASSERT_OK(Append({"b"}));
  clock_.Set(first + absl::Nanoseconds(1'999));
  ASSERT_OK(Append({"c"}));
  ASSERT_OK_AND_ASSIGN(const auto entries, Reader(*memory_, "tj").Read(1, 10));
  EXPECT_EQ(entries[1].time, first);
  EXPECT_EQ(entries[2].time, first + absl::Microseconds(1)) << "whole microseconds";
}

TEST_F(CommitterTest, ALostRaceIsTriedAgain) {
  faults_ = {Fault::kConflict, Fault::kConflict};
  EXPECT_THAT(Count(), IsOkAndHolds("1"));
  EXPECT_EQ(Counted(), "1");
  EXPECT_EQ(commits_, 3);
}

TEST_F(CommitterTest, EndlessRacesAreAConflict) {
  faults_.assign(1000, Fault::kConflict);
  const auto lost = Count();
  EXPECT_THAT(lost, StatusIs(absl::StatusCode::kAborted, HasSubstr("nothing was written")));
  EXPECT_THAT(lost, HasReason("CONFLICT"));
}

TEST_F(CommitterTest, AnUnknownOutcomeIsFoundOut) {
  faults_ = {Fault::kUnknownDone};
  EXPECT_THAT(Count(), IsOkAndHolds("1"));
  EXPECT_EQ(Counted(), "1") << "done once, not twice";
  faults_ = {Fault::kUnknownNotDone, Fault::kUnknownNotDone, Fault::kUnknownDone};
  EXPECT_THAT(Count(), IsOkAndHolds("2"));
  EXPECT_EQ(Counted(), "2");
  faults_ = {Fault::kUnknownNotDone, Fault::kConflict};
  EXPECT_THAT(Count(), IsOkAndHolds("3")) << "the race was lost, and so the first try can never be done";
}

TEST_F(CommitterTest, WhatMayHaveBeenDoneIsNeverCalledNotDone) {
  faults_.assign(100, Fault::kUnknownNotDone);
  EXPECT_THAT(Count(), HasReason("UNKNOWN_OUTCOME"));
  faults_ = {Fault::kUnknownDone, Fault::kFull, Fault::kFull, Fault::kFull, Fault::kFull,
             Fault::kFull,        Fault::kFull, Fault::kFull, Fault::kFull};
  int views = 0;
  store_.on_view = [&views] {
    return ++views == 1 ? absl::OkStatus() : kv::UnavailableError("connection lost");
  };
  EXPECT_THAT(Count(), HasReason("UNKNOWN_OUTCOME"));
  store_.on_view = nullptr;
  EXPECT_EQ(Counted(), "1");
}

TEST_F(CommitterTest, AFullStoreSaysSo) {
  faults_ = {Fault::kFull};
  EXPECT_THAT(Count(), HasReason("STORAGE_FULL"));
  EXPECT_THAT(Count(), IsOkAndHolds("1"));
}

TEST_F(CommitterTest, AnExpiredViewIsOpenedAnew) {
  int calls = 0;
  auto slow = [&calls](Transaction&) -> absl::StatusOr<std::string> {
    if (++calls == 1) return kv::ViewExpiredError();
    return "done";
  };
  EXPECT_THAT(committer_.Write("tj", {}, slow), IsOkAndHolds("done"));
}

TEST_F(CommitterTest, ARepeatGetsTheFirstAnswer) {
  const WriteRequest request{"ana", "Create", "1", 5};
  EXPECT_THAT(Count(request), IsOkAndHolds("1"));
  EXPECT_THAT(Count(), IsOkAndHolds("2"));
  EXPECT_THAT(Count(request), IsOkAndHolds("1"));
  EXPECT_THAT(Count({"bob", "Create", "1", 5}), IsOkAndHolds("3"));
  EXPECT_THAT(Count({"ana", "Publish", "1", 5}), IsOkAndHolds("4"));
  EXPECT_THAT(Count({"anaC", "reate", "1", 5}), IsOkAndHolds("5")) << "names do not run together";
  const auto reused = Count({"ana", "Create", "1", 6});
  EXPECT_THAT(reused, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("request_id \"1\"")));
  EXPECT_THAT(reused, HasReason("REQUEST_ID_REUSED"));
  EXPECT_EQ(Counted(), "5");
}

TEST_F(CommitterTest, ARefusedRequestIsNotKept) {
  auto refuse = [](Transaction&) -> absl::StatusOr<std::string> { return absl::NotFoundError("no"); };
  EXPECT_THAT(committer_.Write("tj", {"ana", "Create", "1", 5}, refuse),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Count({"ana", "Create", "1", 6}), IsOkAndHolds("1"));
}

TEST_F(CommitterTest, RequestsAreKeptForSevenDaysAndThenDropped) {
  const WriteRequest request{"ana", "Create", "1", 5};
  EXPECT_THAT(Count(request), IsOkAndHolds("1"));
  EXPECT_EQ(RequestRows(), 2u) << "the answer, and the commit";
  clock_.Advance(absl::Hours(7 * 24));
  EXPECT_THAT(Count(request), IsOkAndHolds("1"));
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Count(request), IsOkAndHolds("2"));
  EXPECT_EQ(RequestRows(), 4u);
  clock_.Advance(absl::Hours(24));
  EXPECT_THAT(Count(), IsOkAndHolds("3"));
  EXPECT_EQ(RequestRows(), 3u) << "the first day is gone";
}

TEST_F(CommitterTest, AWriteKeepsToItsDomainAndTheLimits) {
  auto put = [this](const std::string& key, size_t bytes) {
    return committer_.Write("tj", {}, [&](Transaction& transaction) -> absl::StatusOr<std::string> {
      transaction.Put(key, std::string(bytes, 'x'));
      return "";
    });
  };
  EXPECT_THAT(put(kv::KeyBuilder().Text("kz").Text("count").Take(), 1),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("another domain")));
  EXPECT_THAT(put(Row("big"), (64 << 10) + 1), HasReason("STORE_LIMIT"));
  EXPECT_OK(put(Row("big"), 64 << 10));
  auto many = [this](int count) {
    return committer_.Write("tj", {}, [&](Transaction& transaction) -> absl::StatusOr<std::string> {
      for (int i = 0; i < count; ++i) transaction.Put(Row(absl::StrCat(i)), "");
      return "";
    });
  };
  EXPECT_THAT(many(10'000), HasReason("STORE_LIMIT"));
  EXPECT_OK(many(9'990));
  EXPECT_THAT(Append({std::string(kMaxContentBytes + 1, 'x')}), HasReason("INVALID_FIELD"));
  EXPECT_OK(Append({std::string(kMaxContentBytes, 'x')}));
}

TEST_F(CommitterTest, RedactionDestroysAContentAndLeavesTheTree) {
  ASSERT_OK(Append({"a", "leaked", "c"}));
  const Hash root = ReadTheHead().tree.Root();
  auto purge = [](int64_t sequence) {
    return [sequence](Transaction& transaction) -> absl::StatusOr<std::string> {
      KARVAN_RETURN_IF_ERROR(RedactEntry("tj", sequence, transaction));
      return "";
    };
  };
  ASSERT_OK(committer_.Write("tj", {}, purge(2)));
  ASSERT_OK_AND_ASSIGN(const auto entries, Reader(*memory_, "tj").Read(1, 10));
  EXPECT_TRUE(entries[1].redacted);
  EXPECT_EQ(entries[1].content, "");
  EXPECT_EQ(entries[2].content, "c");
  EXPECT_EQ(ReadTheHead().tree.Root(), root);
  ASSERT_OK_AND_ASSIGN(const LogSummary summary, VerifyLog(*memory_, "tj", [] { return absl::OkStatus(); }));
  EXPECT_EQ(summary.entries, 3);
  EXPECT_EQ(summary.redacted, 1);
  const int before = commits_;
  EXPECT_OK(committer_.Write("tj", {}, purge(2)));
  EXPECT_EQ(commits_, before) << "it was redacted already";
  EXPECT_THAT(committer_.Write("tj", {}, purge(4)), HasReason("INVALID_FIELD"));
}

TEST_F(CommitterTest, RefusesALogOfAnotherFormat) {
  ASSERT_OK(memory_->Commit(kv::Batch().Put(HeadKey("tj"), "\x02rest")));
  EXPECT_THAT(Count(), StatusIs(absl::StatusCode::kFailedPrecondition,
                                "the log of tj is in format 2, but this version reads format 1"));
  ASSERT_OK(memory_->Commit(kv::Batch().Put(HeadKey("tj"), "\x01rest")));
  EXPECT_THAT(Count(), HasReason("CORRUPT"));
}

TEST_F(CommitterTest, AStoreThatHasLostCommitsIsRefused) {
  ASSERT_OK(Append({"a"}));
  const std::string before = (*(*memory_->OpenView())->Get(HeadKey("tj")))->value;
  ASSERT_OK(Append({"b"}));
  ASSERT_OK(memory_->Commit(kv::Batch().Put(HeadKey("tj"), before)));
  EXPECT_THAT(Append({"c"}), StatusIs(absl::StatusCode::kDataLoss,
                                      HasSubstr("had 2 entries in epoch 1, and has 1 in epoch 1")));
  EXPECT_THAT(Append({"c"}), HasReason("STORE_REGRESSED"));
}

// Two processes on one store.
class TwoWritersTest : public ::testing::Test {
 protected:
  static absl::StatusOr<std::string> Append(Committer& committer, const std::string& content) {
    return committer.Write("tj", {}, [&](Transaction& transaction) -> absl::StatusOr<std::string> {
      KARVAN_RETURN_IF_ERROR(transaction.Append("test", content));
      return absl::StrCat(transaction.next_sequence() - 1);
    });
  }
  int64_t Epoch() { return ReadHead(**store_->OpenView(), "tj")->epoch; }

  ManualClock clock_{absl::FromUnixSeconds(1'724'000'000)};
  const std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore(clock_);
  Committer first_{*store_, clock_, {"first", absl::Seconds(9), absl::ZeroDuration()}};
  Committer second_{*store_, clock_, {"second", absl::Seconds(9), absl::ZeroDuration()}};
};

TEST_F(TwoWritersTest, OneKeepsTheOtherOutAsLongAsItWrites) {
  ASSERT_OK(Append(first_, "a"));
  for (int i = 0; i < 10; ++i) {
    const auto refused = Append(second_, "x");
    EXPECT_THAT(refused, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("'first'")));
    clock_.Advance(absl::Seconds(4));
    EXPECT_OK(Append(first_, "b"));
  }
  EXPECT_EQ(Epoch(), 1);
}

TEST_F(TwoWritersTest, ASilentWriterIsReplacedAndRefusedWhenItWakes) {
  ASSERT_OK(Append(first_, "a"));
  EXPECT_THAT(Append(second_, "b"), HasReason("STORE_UNAVAILABLE"));
  clock_.Advance(absl::Seconds(9));
  EXPECT_THAT(Append(second_, "b"), IsOkAndHolds("2"));
  EXPECT_EQ(Epoch(), 2);
  EXPECT_THAT(Append(first_, "c"), HasReason("STORE_UNAVAILABLE"));
  clock_.Advance(absl::Seconds(9));
  EXPECT_THAT(Append(first_, "c"), IsOkAndHolds("3"));
  EXPECT_EQ(Epoch(), 3);
}

TEST_F(TwoWritersTest, AWriteWaitsForTheLeaseOfAWriterThatHasEnded) {
  ASSERT_OK(Append(first_, "a"));
  Committer patient(*store_, clock_, {"patient", absl::Seconds(9), absl::Hours(1)});
  std::thread waiting([&] { EXPECT_THAT(Append(patient, "b"), IsOkAndHolds("2")); });
  while (Epoch() == 1) {
    clock_.Advance(absl::Seconds(1));
    std::this_thread::yield();
  }
  waiting.join();
}

TEST_F(TwoWritersTest, AWriterThatIsWellIsNotWaitedForAgainAndAgain) {
  ASSERT_OK(Append(first_, "a"));
  Committer patient(*store_, clock_, {"patient", absl::Seconds(9), absl::Milliseconds(100)});
  const absl::Time start = absl::Now();
  for (int i = 0; i < 1000; ++i) EXPECT_THAT(Append(patient, "b"), HasReason("STORE_UNAVAILABLE"));
  EXPECT_GE(absl::Now() - start, absl::Milliseconds(100));
  EXPECT_LT(absl::Now() - start, absl::Seconds(50));
}

// The writer is paused when it has decided already; its clock does not tell that time has passed.
TEST_F(TwoWritersTest, APausedCommitIsFenced) {
  ManualClock stopped(clock_.Now());
  HookedStore pausing(*store_, [&](kv::Store& store, const kv::Batch& batch) {
    EXPECT_THAT(Append(second_, "b"), HasReason("STORE_UNAVAILABLE"));
    clock_.Advance(absl::Seconds(9));
    EXPECT_THAT(Append(second_, "b"), IsOkAndHolds("1"));
    return store.Commit(batch);
  });
  Committer paused(pausing, stopped, {"paused", absl::Seconds(9), absl::ZeroDuration()});
  const auto fenced = Append(paused, "a");
  EXPECT_THAT(fenced,
              StatusIs(absl::StatusCode::kUnavailable,
                       "another process has taken over the writes of \"tj\"; nothing was written, retry"));
  EXPECT_THAT(fenced, HasReason("FENCED"));
  ASSERT_OK_AND_ASSIGN(const auto entries, Reader(*store_, "tj").Read(1, 10));
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].content, "b");
}

}  // namespace
}  // namespace karvan::ledger
