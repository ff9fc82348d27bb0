// What ResourceRepository promises when several write at once, and when a store's answer is unclear.
#include <gmock/gmock.h>

#include <atomic>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/agreements/storage/testing/repository_fixture.h"
#include "services/platform/kv/errors.h"
#include "services/platform/ledger/testing/hooked_store.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ledger::testing::HookedStore;

constexpr int kThreads = 8;
constexpr int kUpdatesEach = 50;

class RepositoryRaceTest : public testing::RepositoryTest {
 protected:
  // Adds an identifier to party "a" in its present revision, as often as it takes.
  static void AddIdentifier(TypedRepository<Party> parties, const std::string& value) {
    const auto add = [&](Party party) -> absl::StatusOr<Party> {
      party.identifiers.push_back({"test", value});
      return party;
    };
    for (;;) {
      const std::string etag = parties.Get("a").value().lifecycle.etag;
      const auto updated = parties.Update("a", etag, add, {});
      if (updated.ok()) return;
      ASSERT_THAT(updated, HasReason("ETAG_MISMATCH"));
    }
  }

  // Runs the threads, of which each takes one of the repositories, and checks that no update is lost.
  void UpdateFromManyThreads(std::vector<ResourceRepository*> repositories) {
    CreateParty("a");
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      ResourceRepository& repository = *repositories[t % repositories.size()];
      threads.emplace_back([t, &repository] {
        for (int i = 0; i < kUpdatesEach; ++i) {
          AddIdentifier(TypedRepository<Party>(repository), absl::StrCat(t, "-", i));
        }
      });
    }
    for (std::thread& thread : threads) thread.join();

    const Resource<Party> party = parties().Get("a").value();
    EXPECT_EQ(party.lifecycle.revision, 1 + kThreads * kUpdatesEach);
    std::set<std::string> values;
    for (const PartyIdentifier& identifier : party.content.identifiers) values.insert(identifier.value);
    EXPECT_EQ(values.size(), 1u + kThreads * kUpdatesEach);  // one is in the sample
    EXPECT_EQ(parties().List({})->snapshot, 1 + kThreads * kUpdatesEach);
  }
};
INSTANTIATE_FOR_EVERY_ENGINE(RepositoryRaceTest);

TEST_P(RepositoryRaceTest, LosesNoUpdateByEtag) { UpdateFromManyThreads({&records()}); }

TEST_P(RepositoryRaceTest, CreatesAnIdOnce) {
  std::atomic<int> created = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([this, &created] {
      const auto party = parties().Create("a", PartyOf("KAZ"), {});
      if (party.ok()) {
        ++created;
      } else {
        EXPECT_THAT(party, HasReason("RESOURCE_EXISTS"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(created, 1);
}

TEST_P(RepositoryRaceTest, PlansAgainWhenAnotherCommitterWasFaster) {
  CreateParty("a");
  constexpr const char* kCountries[] = {"TJK", "UZB", "KGZ"};
  size_t races = 0;
  HookedStore contended(store(), [&](kv::Store& store, const kv::Batch& batch) {
    if (races < 3) {
      EXPECT_OK(Move("a", kCountries[races++]));
    }
    return store.Commit(batch);
  });
  ledger::Committer committer(contended, clock_);
  KvResourceRepository other(contended, committer);
  const auto add = [](Party party) -> absl::StatusOr<Party> {
    party.identifiers.clear();
    return party;
  };
  ASSERT_OK_AND_ASSIGN(const auto updated, TypedRepository<Party>(other).Update("a", "", add, {}));
  EXPECT_EQ(updated.lifecycle.revision, 5);
  EXPECT_EQ(updated.content.country, "KGZ");  // of the race before the commit that won
}

TEST_P(RepositoryRaceTest, GivesUpARaceItCannotWin) {
  CreateParty("a");
  HookedStore contended(store(), [&](kv::Store& store, const kv::Batch& batch) {
    EXPECT_OK(Move("a", "TJK"));
    return store.Commit(batch);
  });
  ledger::Committer committer(contended, clock_);
  KvResourceRepository other(contended, committer);
  const auto deleted = TypedRepository<Party>(other).Delete("a", "", {});
  EXPECT_THAT(deleted, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(deleted, HasReason("CONFLICT"));
  EXPECT_EQ(parties().Get("a")->lifecycle.delete_time, std::nullopt);
}

TEST_P(RepositoryRaceTest, FindsOutWhatBecameOfACommit) {
  bool arrives = true;
  HookedStore unclear(store(), [&](kv::Store& store, const kv::Batch& batch) {
    if (arrives) {
      EXPECT_OK(store.Commit(batch));
    }
    return kv::UnknownOutcomeError("the connection was lost");
  });
  ledger::Committer committer(unclear, clock_);
  KvResourceRepository other(unclear, committer);
  EXPECT_OK(TypedRepository<Party>(other).Create("a", PartyOf("KAZ"), {}));
  EXPECT_OK(parties().Get("a"));
  arrives = false;
  EXPECT_THAT(TypedRepository<Party>(other).Create("b", PartyOf("KAZ"), {}), HasReason("UNKNOWN_OUTCOME"));
  EXPECT_THAT(parties().Get("b"), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_P(RepositoryRaceTest, LosesNoUpdateOverTwoCommitters) {
  ledger::Committer committer(store(), clock_);
  KvResourceRepository other(store(), committer);
  UpdateFromManyThreads({&records(), &other});
}

}  // namespace
}  // namespace karvan::agreements
