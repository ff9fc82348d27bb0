#include "services/platform/ledger/overlay_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::ledger {
namespace {

using ::karvan::testing::IsOk;
using ::testing::ElementsAre;

std::string Key(int i) { return kv::KeyBuilder().Text("d").Int(i).Take(); }

class OverlayViewTest : public ::testing::Test {
 protected:
  void Store(const kv::Batch& batch) { ASSERT_OK(store_->Commit(batch)); }

  const std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore();
};

TEST_F(OverlayViewTest, ShowsChangesOverTheBase) {
  Store(kv::Batch().Put(Key(1), "a").Put(Key(2), "b").Put(Key(3), "c"));
  const std::unique_ptr<kv::View> base = *store_->OpenView();
  OverlayView view(*base);
  view.Apply(kv::Batch().Put(Key(2), "B").Delete(Key(3)).Put(Key(4), "D").Delete(Key(5)));
  EXPECT_EQ((*view.Get(Key(1)))->value, "a");
  EXPECT_EQ((*view.Get(Key(2)))->value, "B");
  EXPECT_EQ(*view.Get(Key(3)), std::nullopt);
  EXPECT_EQ((*view.Get(Key(4)))->value, "D");
  ASSERT_OK_AND_ASSIGN(const auto rows, view.MultiGet({Key(4), Key(3), Key(9), Key(1), Key(2)}));
  EXPECT_EQ(rows[0]->value, "D");
  EXPECT_EQ(rows[1], std::nullopt);
  EXPECT_EQ(rows[2], std::nullopt);
  EXPECT_EQ(rows[3]->value, "a");
  EXPECT_EQ(rows[4]->value, "B");
  view.Apply(kv::Batch().Put(Key(3), "again").Put(Key(3), "last"));
  EXPECT_EQ((*view.Get(Key(3)))->value, "last");
}

TEST_F(OverlayViewTest, AScanGoesOnPastRowsThatAreRemoved) {
  kv::Batch rows, removals;
  for (int i = 0; i < 20; ++i) rows.Put(Key(i), "x");
  for (int i = 0; i < 19; ++i) removals.Delete(Key(i));
  Store(rows);
  const std::unique_ptr<kv::View> base = *store_->OpenView();
  OverlayView view(*base);
  view.Apply(removals);
  ASSERT_OK_AND_ASSIGN(kv::ScanBatch batch, view.Scan({Key(0), ""}, {.limit = 2}));
  ASSERT_EQ(batch.rows.size(), 1u);
  EXPECT_EQ(batch.rows[0].key, Key(19));
  EXPECT_EQ(batch.resume_key, std::nullopt);
  view.Apply(kv::Batch().Delete(Key(19)).Put(Key(0), "first"));
  ASSERT_OK_AND_ASSIGN(batch, view.Scan({Key(0), ""}, {.limit = 1, .reverse = true}));
  ASSERT_EQ(batch.rows.size(), 1u);
  EXPECT_EQ(batch.rows[0].value, "first");
}

// All rows of a range, read in batches.
std::map<std::string, std::string> ReadAll(kv::View& view, kv::Range range, const kv::ScanOptions& options) {
  std::map<std::string, std::string> all;
  std::string last;
  while (true) {
    absl::StatusOr<kv::ScanBatch> batch = view.Scan(range, options);
    EXPECT_OK(batch);
    EXPECT_LE(batch->rows.size(), options.limit);
    for (const kv::Row& row : batch->rows) {
      EXPECT_TRUE(all.empty() || (options.reverse ? row.key < last : row.key > last)) << "not in order";
      last = row.key;
      all[row.key] = row.value;
    }
    if (!batch->resume_key.has_value()) return all;
    EXPECT_FALSE(batch->rows.empty());
    (options.reverse ? range.end : range.start) = *batch->resume_key;
  }
}

TEST_F(OverlayViewTest, ScansAsAStoreWithTheChangesDoes) {
  constexpr int kKeys = 30;
  std::mt19937 random(7);
  auto pick = [&random](int below) { return static_cast<int>(random() % below); };
  for (int round = 0; round < 300; ++round) {
    const std::unique_ptr<kv::Store> base_store = kv::NewMemoryStore(), whole_store = kv::NewMemoryStore();
    kv::Batch before, changes;
    for (int i = pick(kKeys); i > 0; --i) before.Put(Key(pick(kKeys)), absl::StrCat("old ", i));
    for (int i = pick(kKeys); i > 0; --i) {
      const std::string key = Key(pick(kKeys));
      pick(2) == 0 ? changes.Delete(key) : changes.Put(key, absl::StrCat("new ", i));
    }
    if (!before.mutations().empty()) {
      ASSERT_OK(base_store->Commit(before));
      ASSERT_OK(whole_store->Commit(before));
    }
    if (!changes.mutations().empty()) {
      ASSERT_OK(whole_store->Commit(changes));
    }
    const std::unique_ptr<kv::View> base = *base_store->OpenView(), whole = *whole_store->OpenView();
    OverlayView view(*base);
    view.Apply(changes);
    for (int scan = 0; scan < 10; ++scan) {
      kv::ScanOptions options;
      options.limit = 1 + pick(5);
      options.reverse = pick(2) == 0;
      if (pick(4) == 0) options.bytes = 40;
      const kv::Range range{Key(pick(kKeys)), pick(3) == 0 ? "" : Key(pick(kKeys))};
      ASSERT_EQ(ReadAll(view, range, options), ReadAll(*whole, range, options)) << "round " << round;
    }
  }
}

}  // namespace
}  // namespace karvan::ledger
