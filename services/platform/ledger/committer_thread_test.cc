// What a Committer promises to many threads, and two of them to each other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/ledger/committer.h"
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
using testing::HookedStore;

std::string Row(absl::string_view name) { return kv::KeyBuilder().Text("tj").Text(name).Take(); }

absl::StatusOr<std::string> AppendTo(Committer& committer, const std::string& content) {
  return committer.Write("tj", {}, [&](Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_RETURN_IF_ERROR(transaction.Append("test", content));
    return content;
  });
}

void RunThreads(int count, const std::function<void(int thread)>& body) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back([&body, i] { body(i); });
  for (std::thread& thread : threads) thread.join();
}

class CommitterThreadTest : public ::testing::Test {
 protected:
  // The contents of all entries, after the log was verified.
  std::multiset<std::string> Contents() {
    absl::StatusOr<LogSummary> summary = VerifyLog(*memory_, "tj", [] { return absl::OkStatus(); });
    EXPECT_OK(summary);
    std::multiset<std::string> contents;
    for (int64_t next = 1; next <= summary->entries;) {
      absl::StatusOr<std::vector<Entry>> entries = Reader(*memory_, "tj").Read(next, 1000);
      EXPECT_OK(entries);
      for (Entry& entry : *entries) {
        contents.insert(std::move(entry.content));
        ++next;
      }
    }
    return contents;
  }

  const std::unique_ptr<kv::Store> memory_ = kv::NewMemoryStore();
};

TEST_F(CommitterThreadTest, WritesOfManyThreadsAreAllThere) {
  constexpr int kThreads = 16, kWrites = 50;
  Committer committer(*memory_, SystemClock::Instance());
  RunThreads(kThreads, [&](int thread) {
    for (int i = 0; i < kWrites; ++i) {
      const std::string content = absl::StrCat(thread, " ", i);
      EXPECT_THAT(AppendTo(committer, content), IsOkAndHolds(content));
    }
  });
  const std::multiset<std::string> contents = Contents();
  EXPECT_EQ(contents.size(), size_t{kThreads * kWrites});
  EXPECT_EQ(std::set<std::string>(contents.begin(), contents.end()).size(), contents.size());
}

TEST_F(CommitterThreadTest, TwoCommittersRaceAndSequencesStayDense) {
  constexpr int kThreads = 8, kWrites = 50;
  Committer first(*memory_, SystemClock::Instance()), second(*memory_, SystemClock::Instance());
  RunThreads(kThreads, [&](int thread) {
    for (int i = 0; i < kWrites; ++i) {
      EXPECT_OK(AppendTo(thread % 2 == 0 ? first : second, absl::StrCat(thread, " ", i)));
    }
  });
  const std::multiset<std::string> contents = Contents();
  EXPECT_EQ(contents.size(), size_t{kThreads * kWrites});
  EXPECT_EQ(std::set<std::string>(contents.begin(), contents.end()).size(), contents.size());
}

TEST_F(CommitterThreadTest, ThreadsOfManyDomainsDoNotMix) {
  Committer committer(*memory_, SystemClock::Instance());
  RunThreads(16, [&](int thread) {
    const std::string domain = absl::StrCat("domain-", thread % 4);
    for (int i = 0; i < 20; ++i) {
      EXPECT_OK(committer.Write(domain, {}, [&](Transaction& transaction) -> absl::StatusOr<std::string> {
        KARVAN_RETURN_IF_ERROR(transaction.Append("test", domain));
        return "";
      }));
    }
  });
  for (int i = 0; i < 4; ++i) {
    const std::string domain = absl::StrCat("domain-", i);
    EXPECT_EQ(VerifyLog(*memory_, domain, [] { return absl::OkStatus(); })->entries, 80);
  }
}

// Writes of one group: the first commit is held up until all the others stand in line.
class OneGroupTest : public CommitterThreadTest {
 protected:
  // Starts the writes in their order, so that all but a first one of its own are decided in one group; gives
  // what they came to.
  std::vector<absl::StatusOr<std::string>> Write(
      const std::vector<std::pair<WriteRequest, std::function<absl::StatusOr<std::string>(Transaction&)>>>&
          writes) {
    std::vector<absl::StatusOr<std::string>> outcomes(writes.size(), absl::UnknownError("not written"));
    std::thread first([this] { EXPECT_OK(committer_.Write({}, CreateOf("first"))); });
    while (commits_ == 0) std::this_thread::yield();
    std::vector<std::thread> threads;
    for (size_t i = 0; i < writes.size(); ++i) {
      threads.emplace_back([&, i] { outcomes[i] = committer_.Write(writes[i].first, writes[i].second); });
      while (committer_.line_length() < i + 2) std::this_thread::yield();
    }
    go_on_ = true;
    first.join();
    for (std::thread& thread : threads) thread.join();
    return outcomes;
  }

  absl::Status OnCommit(kv::Store& store, const kv::Batch& batch) {
    ++commits_;
    while (!go_on_) std::this_thread::yield();
    return commits_ == failing_commit_ ? failure_ : store.Commit(batch);
  }

  static absl::StatusOr<std::string> Create(Transaction& transaction, const std::string& name) {
    KARVAN_ASSIGN_OR_RETURN(const auto row, transaction.view().Get(Row(name)));
    if (row.has_value()) return absl::AlreadyExistsError(name);
    KARVAN_RETURN_IF_ERROR(transaction.Append("test", name));
    transaction.Put(Row(name), "");
    return absl::StrCat(name, " ", transaction.next_sequence() - 1);
  }
  static std::function<absl::StatusOr<std::string>(Transaction&)> CreateOf(const std::string& name) {
    return [name](Transaction& transaction) { return Create(transaction, name); };
  }

  std::atomic<int> commits_ = 0;
  std::atomic<bool> go_on_ = false;
  int failing_commit_ = 0;
  absl::Status failure_;
  HookedStore store_{*memory_,
                     [this](kv::Store& store, const kv::Batch& batch) { return OnCommit(store, batch); }};
  DomainCommitter committer_{store_, SystemClock::Instance(), "tj", Writer()};
};

TEST_F(OneGroupTest, EachWriteSeesThoseBeforeItAndAnErrorIsItsOwn) {
  const WriteRequest request{"ana", "Create", "id", 1}, reused{"ana", "Create", "id", 2};
  const auto outcomes = Write({{{}, CreateOf("a")},
                               {{}, CreateOf("a")},
                               {request, CreateOf("b")},
                               {request, CreateOf("b")},
                               {reused, CreateOf("b")},
                               {{}, CreateOf("c")}});
  EXPECT_EQ(commits_, 2);
  EXPECT_THAT(outcomes[0], IsOkAndHolds("a 2"));
  EXPECT_THAT(outcomes[1], StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(outcomes[2], IsOkAndHolds("b 3"));
  EXPECT_THAT(outcomes[3], IsOkAndHolds("b 3"));
  EXPECT_THAT(outcomes[4], HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(outcomes[5], IsOkAndHolds("c 4"));
  EXPECT_EQ(Contents(), (std::multiset<std::string>{"first", "a", "b", "c"}));
}

TEST_F(OneGroupTest, WhatWasDecidedOnAGroupFailsWithIt) {
  failing_commit_ = 2;
  failure_ = kv::StorageFullError("no space left on device");
  const auto outcomes = Write({{{},
                                [](Transaction&) -> absl::StatusOr<std::string> {
                                  return absl::NotFoundError("decided on committed rows");
                                }},
                               {{}, CreateOf("a")},
                               {{}, CreateOf("a")}});
  EXPECT_THAT(outcomes[0], StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(outcomes[1], HasReason("STORAGE_FULL"));
  EXPECT_THAT(outcomes[2], HasReason("STORAGE_FULL")) << "that a exists is not so";
  EXPECT_EQ(Contents(), (std::multiset<std::string>{"first"}));
}

TEST_F(OneGroupTest, ALostRaceIsDecidedAnew) {
  failing_commit_ = 2;
  failure_ = kv::ConflictError("head");
  const auto outcomes = Write({{{}, CreateOf("a")}, {{}, CreateOf("a")}});
  EXPECT_EQ(commits_, 3);
  EXPECT_THAT(outcomes[0], IsOkAndHolds("a 2"));
  EXPECT_THAT(outcomes[1], StatusIs(absl::StatusCode::kAlreadyExists));
}

TEST_F(OneGroupTest, AGroupKeepsToTheLimitsOfACommit) {
  // 30 writes of a quarter of a mebibyte each: more than the 4 MiB of one commit.
  std::vector<std::pair<WriteRequest, std::function<absl::StatusOr<std::string>(Transaction&)>>> writes;
  for (int i = 0; i < 30; ++i) {
    writes.push_back({{}, [i](Transaction& transaction) -> absl::StatusOr<std::string> {
                        for (int row = 0; row < 4; ++row) {
                          transaction.Put(Row(absl::StrCat(i, " ", row)), std::string(64 << 10, 'x'));
                        }
                        KARVAN_RETURN_IF_ERROR(transaction.Append("test", absl::StrCat(i)));
                        return absl::StrCat(i);
                      }});
  }
  const auto outcomes = Write(writes);
  for (int i = 0; i < 30; ++i) EXPECT_THAT(outcomes[i], IsOkAndHolds(absl::StrCat(i)));
  EXPECT_EQ(commits_, 3) << "15 writes fit into one";
  EXPECT_EQ(Contents().size(), 31u);
}

}  // namespace
}  // namespace karvan::ledger
