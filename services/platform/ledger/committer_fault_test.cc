// Random commits that fail before or after they are done: every acknowledged write is there exactly once, one
// that was refused is not there, and a repeat gives the first answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/ledger/committer.h"
#include "services/platform/ledger/reader.h"
#include "services/platform/ledger/testing/hooked_store.h"
#include "services/platform/ledger/verify.h"
#include "services/platform/status/testing/matchers.h"
#include "services/platform/sync/mutex.h"

namespace karvan::ledger {
namespace {

using ::karvan::testing::IsOk;
using testing::HookedStore;

// A store whose commits fail at random. Thread-safe.
class FaultyStore {
 public:
  FaultyStore(kv::Store& store, uint32_t seed)
      : random_(seed),
        store_(store, [this](kv::Store& store, const kv::Batch& batch) { return OnCommit(store, batch); }) {
    store_.on_view = [this] {
      return Pick(40) == 0 ? kv::UnavailableError("connection lost") : absl::OkStatus();
    };
  }

  kv::Store& store() { return store_; }
  void Heal() {
    MutexLock lock(&mutex_);
    healed_ = true;
  }

 private:
  // Of 0 to below - 1; never 0 once the store is healed.
  uint32_t Pick(uint32_t below) {
    MutexLock lock(&mutex_);
    return healed_ ? below - 1 : random_() % below;
  }

  absl::Status OnCommit(kv::Store& store, const kv::Batch& batch) {
    switch (Pick(10)) {
      case 0:
        return kv::UnknownOutcomeError("lost before");
      case 1:
        if (absl::Status status = store.Commit(batch); !status.ok()) return status;
        return kv::UnknownOutcomeError("lost after");
      case 2:
        return Pick(2) == 0 ? kv::UnavailableError("refused") : kv::StorageFullError("full");
      default:
        return store.Commit(batch);
    }
  }

  Mutex mutex_;
  std::mt19937 random_ ABSL_GUARDED_BY(mutex_);
  bool healed_ ABSL_GUARDED_BY(mutex_) = false;
  HookedStore store_;
};

// What a caller knows of one of its writes.
struct Known {
  std::string id;
  std::optional<std::string> answer;  // of the first call that was acknowledged
  bool unclear = false;               // some call ended with UNKNOWN_OUTCOME
};

absl::StatusOr<std::string> Append(Committer& committer, const std::string& id) {
  return committer.Write(
      "tj", {"ana", "Append", id, 7}, [&](Transaction& transaction) -> absl::StatusOr<std::string> {
        const std::string answer = absl::StrCat(id, " is entry ", transaction.next_sequence());
        KARVAN_RETURN_IF_ERROR(transaction.Append("test", id));
        return answer;
      });
}

// One caller: writes and repeats at random.
std::vector<Known> Call(Committer& committer, int caller, int steps) {
  std::mt19937 random(caller);
  std::vector<Known> known;
  for (int step = 0; step < steps; ++step) {
    const bool repeat = !known.empty() && random() % 3 == 0;
    Known& write = repeat ? known[random() % known.size()] : known.emplace_back();
    if (!repeat) write.id = absl::StrCat("caller ", caller, " write ", step);
    const absl::StatusOr<std::string> answer = Append(committer, write.id);
    if (answer.ok()) {
      EXPECT_TRUE(!write.answer.has_value() || *write.answer == *answer)
          << *answer << " was " << *write.answer;
      write.answer = *answer;
    } else if (kv::IsUnknownOutcome(answer.status())) {
      write.unclear = true;
    } else {
      EXPECT_TRUE(answer.status().code() == absl::StatusCode::kUnavailable ||
                  kv::IsStorageFull(answer.status()) || kv::IsConflict(answer.status()))
          << answer.status();
    }
  }
  return known;
}

// How often each write is in the log, after the log was verified.
std::map<std::string, int> Written(kv::Store& store) {
  absl::StatusOr<LogSummary> summary = VerifyLog(store, "tj", [] { return absl::OkStatus(); });
  EXPECT_OK(summary);
  std::map<std::string, int> written;
  for (int64_t next = 1; next <= summary->entries;) {
    const absl::StatusOr<std::vector<Entry>> entries = Reader(store, "tj").Read(next, 1000);
    EXPECT_OK(entries);
    for (const Entry& entry : *entries) {
      ++written[entry.content];
      ++next;
    }
  }
  return written;
}

void Check(const std::vector<Known>& known, kv::Store& store) {
  std::map<std::string, int> written = Written(store);
  for (const Known& write : known) {
    const int times = written[write.id];
    EXPECT_LE(times, 1) << write.id;
    if (write.answer.has_value()) {
      EXPECT_EQ(times, 1) << write.id << " was acknowledged";
    }
    if (!write.answer.has_value() && !write.unclear) {
      EXPECT_EQ(times, 0) << write.id << " was refused";
    }
    written.erase(write.id);
  }
  EXPECT_TRUE(written.empty()) << "nobody wrote " << written.begin()->first;
}

// Afterwards all can be repeated: what was acknowledged, or done, gives its first answer.
void CheckRepeats(std::vector<Known> known, Committer& committer, kv::Store& store) {
  for (Known& write : known) {
    ASSERT_OK_AND_ASSIGN(const std::string answer, Append(committer, write.id));
    if (write.answer.has_value()) {
      EXPECT_EQ(answer, *write.answer);
    }
    write.answer = answer;
  }
  Check(known, store);
}

class CommitterFaultTest : public ::testing::TestWithParam<uint32_t> {};

TEST_P(CommitterFaultTest, OneCaller) {
  const std::unique_ptr<kv::Store> memory = kv::NewMemoryStore();
  FaultyStore faulty(*memory, GetParam());
  Committer committer(faulty.store(), SystemClock::Instance());
  const std::vector<Known> known = Call(committer, static_cast<int>(GetParam()), 200);
  Check(known, *memory);
  faulty.Heal();
  CheckRepeats(known, committer, *memory);
}

TEST_P(CommitterFaultTest, ManyCallersOfTwoCommitters) {
  constexpr int kCallers = 8;
  const std::unique_ptr<kv::Store> memory = kv::NewMemoryStore();
  FaultyStore faulty(*memory, GetParam());
  Committer first(faulty.store(), SystemClock::Instance()), second(faulty.store(), SystemClock::Instance());
  std::vector<std::vector<Known>> of_caller(kCallers);
  std::vector<std::thread> threads;
  for (int i = 0; i < kCallers; ++i) {
    threads.emplace_back([&, i] {
      of_caller[i] = Call(i % 2 == 0 ? first : second, static_cast<int>(GetParam()) * 100 + i, 60);
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<Known> known;
  for (const std::vector<Known>& part : of_caller) known.insert(known.end(), part.begin(), part.end());
  Check(known, *memory);
  faulty.Heal();
  CheckRepeats(known, second, *memory);
}

INSTANTIATE_TEST_SUITE_P(Seeds, CommitterFaultTest, ::testing::Range(1u, 6u));

}  // namespace
}  // namespace karvan::ledger
