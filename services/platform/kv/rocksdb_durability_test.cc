#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/rocksdb_store.h"
#include "services/platform/kv/testing/read_all.h"
#include "services/platform/kv/testing/temp_folder.h"
#include "services/platform/kv/testing/unsynced_loss_env.h"
#include "services/platform/status/testing/matchers.h"

// What the store keeps when the power fails.
namespace karvan::kv::testing {
namespace {

using ::karvan::testing::IsOk;

constexpr int kRounds = 3;
constexpr int kRowsOfACommit = 3;
constexpr int kRowsOfALoad = 50;

std::string RowKey(absl::string_view domain, int round, int row) {
  return KeyBuilder().Text(domain).Int(round).Int(row).Take();
}
std::string RunPrefix(int round) { return KeyBuilder().Text("run").Int(round).Take(); }

// A folder below one that does not exist yet, on a disk that can lose power.
class PowerCutTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<Store>> Open(uint64_t reserved_bytes = 0) {
    RocksDbOptions options;
    options.reserved_bytes = reserved_bytes;
    options.path = folder_.path() + "/data/store";
    options.env = disk_.env();
    return OpenRocksDbStore(options);
  }

  TempFolder folder_;
  UnsyncedLossEnv disk_;
};

// Work that is cut short somewhere, and what of it was acknowledged.
class Work {
 public:
  // Commits, sealed loads and drops, until one fails.
  absl::Status Run(Store& store, int round) {
    Batch commit;
    for (int row = 0; row < kRowsOfACommit; ++row) commit.Put(RowKey("d", round, row), absl::StrCat(round));
    commit.RequireAbsent(RowKey("d", round, 0));
    if (absl::Status status = store.Commit(commit); !status.ok()) return status;
    committed_.insert(round);

    auto loader = store.BulkLoad(RunPrefix(round));
    if (!loader.ok()) return loader.status();
    for (int row = 0; row < kRowsOfALoad; ++row) {
      absl::Status status = (*loader)->Add(RowKey("run", round, row), std::string(1000, 'v'));
      if (!status.ok()) return status;
    }
    if (absl::Status status = (*loader)->Seal(); !status.ok()) return status;
    sealed_.insert(round);

    if (round % 2 == 0) return absl::OkStatus();
    sealed_.erase(round - 1);
    if (absl::Status status = store.DropPrefix(RunPrefix(round - 1)); !status.ok()) return status;
    dropped_.insert(round - 1);
    return absl::OkStatus();
  }

  void Check(Store& store) const {
    std::unique_ptr<View> view = *store.OpenView();
    for (int round = 0; round < kRounds; ++round) {
      SCOPED_TRACE(absl::StrCat("round ", round));
      size_t rows = ReadAll(*view, PrefixRange(KeyBuilder().Text("d").Int(round).key()), {}).size();
      EXPECT_TRUE(rows == 0 || rows == kRowsOfACommit) << "half a commit: " << rows;
      EXPECT_TRUE(rows != 0 || !committed_.contains(round)) << "an acknowledged commit is lost";
      size_t loaded = ReadAll(*view, PrefixRange(RunPrefix(round)), {}).size();
      EXPECT_TRUE(loaded == kRowsOfALoad || !sealed_.contains(round))
          << "a sealed load has " << loaded << " rows";
      EXPECT_TRUE(loaded == 0 || !dropped_.contains(round)) << "a dropped prefix has " << loaded << " rows";
    }
  }

 private:
  std::set<int> committed_, sealed_, dropped_;
};

TEST_F(PowerCutTest, KeepsWhatWasAcknowledgedWhereverItIsCut) {
  int cuts = 0;
  for (int changes = 0;; ++changes) {
    SCOPED_TRACE(absl::StrCat("cut after ", changes, " changes"));
    std::filesystem::remove_all(folder_.path() + "/data");
    disk_.PowerOffAfter(changes);
    Work work;
    absl::Status status;
    for (int round = 0; round < kRounds && status.ok(); ++round) {
      auto store = Open();  // each time: what a restart does is cut as well
      status = store.ok() ? work.Run(**store, round) : store.status();
    }
    disk_.PowerOn();
    auto store = Open();
    ASSERT_THAT(store, IsOk());
    work.Check(**store);
    if (HasFailure() || status.ok()) break;
    ++cuts;
  }
  EXPECT_GT(cuts, 100);
}

// The disk of this test does lose things.
TEST_F(PowerCutTest, LosesWhatTheDiskDidNotSync) {
  auto store = Open();
  ASSERT_THAT(store, IsOk());
  disk_.IgnoreSyncs();
  std::string key = RowKey("d", 1, 1);
  ASSERT_THAT((*store)->Commit(Batch().Put(key, "lost")), IsOk());
  ASSERT_TRUE((*(*store)->OpenView())->Get(key)->has_value());
  disk_.PowerOff();
  store->reset();
  disk_.PowerOn();
  store = Open();
  ASSERT_THAT(store, IsOk());
  EXPECT_FALSE((*(*store)->OpenView())->Get(key)->has_value());
}

TEST_F(PowerCutTest, LosesALoadThatTheDiskDidNotSync) {
  auto store = Open();
  ASSERT_THAT(store, IsOk());
  disk_.IgnoreSyncs();
  std::string key = RowKey("run", 1, 1);
  auto loader = (*store)->BulkLoad(RunPrefix(1));
  ASSERT_THAT((*loader)->Add(key, "lost"), IsOk());
  ASSERT_THAT((*loader)->Seal(), IsOk());
  loader->reset();
  disk_.PowerOff();
  store->reset();
  disk_.PowerOn();
  store = Open();
  ASSERT_THAT(store, IsOk());
  EXPECT_FALSE((*(*store)->OpenView())->Get(key)->has_value());
}

TEST_F(PowerCutTest, FullDiskIsSaidAndGoneOnFrom) {
  auto store = Open();
  ASSERT_THAT(store, IsOk());
  Store& s = **store;
  ASSERT_THAT(s.Commit(Batch().Put(RowKey("d", 0, 0), "before")), IsOk());

  disk_.FailWrites(rocksdb::IOStatus::NoSpace());
  EXPECT_TRUE(IsUnknownOutcome(s.Commit(Batch().Put(RowKey("d", 1, 0), "during"))));
  EXPECT_TRUE(IsStorageFull(s.Commit(Batch().Put(RowKey("d", 2, 0), "during"))));
  EXPECT_TRUE(IsStorageFull(s.DropPrefix(KeyBuilder().Text("d").key())));
  auto loader = s.BulkLoad(RunPrefix(1));
  ASSERT_THAT(loader, IsOk());
  EXPECT_THAT((*loader)->Add(RowKey("run", 1, 1), "during"), IsOk());
  EXPECT_TRUE(IsStorageFull((*loader)->Seal()));
  EXPECT_TRUE((*s.OpenView())->Get(RowKey("d", 0, 0))->has_value()) << "a full disk can be read";

  disk_.FailWrites(std::nullopt);
  EXPECT_THAT(s.Commit(Batch().Put(RowKey("d", 3, 0), "after")), IsOk());
  disk_.PowerOff();
  store->reset();
  disk_.PowerOn();
  store = Open();
  ASSERT_THAT(store, IsOk());
  std::unique_ptr<View> view = *(*store)->OpenView();
  EXPECT_TRUE(view->Get(RowKey("d", 0, 0))->has_value());
  EXPECT_FALSE(view->Get(RowKey("d", 2, 0))->has_value());
  EXPECT_TRUE(view->Get(RowKey("d", 3, 0))->has_value());
}

TEST_F(PowerCutTest, ReservedSpaceIsNotWrittenTo) {
  const std::string key = RowKey("d", 0, 0);
  auto store = Open();
  ASSERT_THAT(store, IsOk());
  ASSERT_THAT((*store)->Commit(Batch().Put(key, "before")), IsOk());
  store->reset();
  store = Open(uint64_t{1} << 60);
  ASSERT_THAT(store, IsOk());
  EXPECT_TRUE(IsStorageFull((*store)->Commit(Batch().Put(key, "refused"))));
  auto loader = (*store)->BulkLoad(RunPrefix(1));
  ASSERT_THAT(loader, IsOk());
  EXPECT_TRUE(IsStorageFull((*loader)->Add(RowKey("run", 1, 1), "refused")));
  EXPECT_TRUE(IsStorageFull((*loader)->Seal()));
  EXPECT_EQ((*(*store)->OpenView())->Get(key)->value().value, "before");
  EXPECT_THAT((*store)->DropPrefix(KeyBuilder().Text("d").key()), IsOk())
      << "what frees space is not refused";
}

}  // namespace
}  // namespace karvan::kv::testing
