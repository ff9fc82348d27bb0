#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/testing/read_all.h"
#include "services/platform/kv/testing/store_contract.h"
#include "services/platform/status/testing/matchers.h"

// A long random history against a model: a map of the rows, and copies of it for the views.
namespace karvan::kv::testing {
namespace {

using ::karvan::testing::IsOk;

constexpr int kSteps = 4000;
constexpr size_t kViewsMax = 6;
const char* const kDomains[] = {"d", "e"};

struct ModelRow {
  std::string value;
  int write = 0;  // number of the write in the history
};
using Model = std::map<std::string, ModelRow>;

class History {
 public:
  // `reopen` makes a fresh store of the same rows.
  History(uint32_t seed, std::function<Store&()> store, ManualClock& clock, std::function<void()> reopen)
      : random_(seed), store_(std::move(store)), clock_(clock), reopen_(std::move(reopen)) {}

  void Step() {
    size_t dice = Below(100);
    if (dice < 1) return Reopen();
    if (dice < 4) return Expire();
    if (dice < 10) return DropPrefix();
    if (dice < 18) return BulkLoad();
    if (dice < 30) return OpenView();
    if (dice < 60) return ReadOldView();
    return Commit();
  }

 private:
  struct OldView {
    std::unique_ptr<View> view;
    Model model;
  };

  size_t Below(size_t bound) { return std::uniform_int_distribution<size_t>(0, bound - 1)(random_); }
  bool Half() { return Below(2) == 0; }

  std::string RandomPrefix(absl::string_view domain) {
    return KeyBuilder().Text(domain).Text(std::string(Below(3), '\0')).Take();
  }
  // Few keys, so that commits meet.
  std::string RandomKey(absl::string_view domain) {
    return KeyBuilder(RandomPrefix(domain)).Int(static_cast<int64_t>(Below(12)) - 6).Take();
  }
  std::string RandomKey() { return RandomKey(kDomains[Below(2)]); }
  std::string RandomValue() { return Half() ? absl::StrCat(Below(3)) : std::string(Below(3000), 'v'); }

  // Adds a random precondition, and says whether it holds.
  bool Require(const std::string& key, Batch& batch) {
    auto row = model_.find(key);
    bool is_there = row != model_.end();
    switch (Below(4)) {
      case 0:
        batch.RequireAbsent(key);
        return !is_there;
      case 1:
        batch.RequirePresent(key);
        return is_there;
      case 2: {
        std::string value = is_there && Half() ? row->second.value : RandomValue();
        batch.RequireValue(key, value);
        return is_there && row->second.value == value;
      }
      default: {
        // The version of some write of this key that was read, if there is one.
        auto version = versions_.lower_bound({key, static_cast<int>(Below(writes_))});
        if (version == versions_.end() || version->first.first != key)
          version = versions_.lower_bound({key, 0});
        if (version == versions_.end() || version->first.first != key) return true;
        batch.RequireVersion(key, version->second);
        return is_there && row->second.write == version->first.second;
      }
    }
  }

  void Commit() {
    const char* domain = kDomains[Below(2)];
    Batch batch;
    Model next = model_;
    ++writes_;
    for (size_t i = Below(6); i > 0; --i) {
      std::string key = RandomKey(domain);
      if (Below(4) == 0) {
        batch.Delete(key);
        next.erase(key);
      } else {
        next[key] = {RandomValue(), writes_};
        batch.Put(key, next[key].value);
      }
    }
    std::vector<std::string> conflicts;
    for (size_t i = Below(3); i > 0; --i) {
      std::string key = RandomKey(domain);
      if (!Require(key, batch)) conflicts.push_back(key);
    }
    absl::Status status = store_().Commit(batch);
    if (conflicts.empty()) {
      ASSERT_THAT(status, IsOk());
      model_ = std::move(next);
    } else {
      ASSERT_TRUE(IsConflict(status)) << status;
      ASSERT_THAT(conflicts, ::testing::Contains(*ConflictKey(status)));
    }
  }

  void BulkLoad() {
    std::string prefix = RandomPrefix(kDomains[Below(2)]);
    Model::iterator first = model_.lower_bound(prefix);
    bool is_empty = first == model_.end() || !absl::StartsWith(first->first, prefix);
    absl::StatusOr<std::unique_ptr<BulkLoader>> loader = store_().BulkLoad(prefix);
    ASSERT_EQ(loader.ok(), is_empty) << loader.status();
    if (!is_empty) return;

    ++writes_;
    Model next = model_;
    for (size_t i = 0; i < 40; ++i) {
      if (Half()) continue;
      std::string key = KeyBuilder(prefix).Int(static_cast<int64_t>(i) - 20).Take();
      next[key] = {RandomValue(), writes_};
      ASSERT_THAT((*loader)->Add(key, next[key].value), IsOk());
    }
    if (Below(4) == 0) {
      loader->reset();
      ASSERT_THAT(store_().DropPrefix(prefix), IsOk());
    } else {
      ASSERT_THAT((*loader)->Seal(), IsOk());
      model_ = std::move(next);
    }
  }

  void DropPrefix() {
    std::string prefix = RandomPrefix(kDomains[Below(2)]);
    ASSERT_THAT(store_().DropPrefix(prefix), IsOk());
    Range range = PrefixRange(prefix);
    model_.erase(model_.lower_bound(range.start), model_.lower_bound(range.end));
  }

  void Expire() {
    clock_.Advance(store_().capabilities().view_lifetime + absl::Nanoseconds(1));
    for (OldView& old : views_) ASSERT_TRUE(IsViewExpired(old.view->Get(RandomKey()).status()));
    views_.clear();
  }

  void Reopen() {
    views_.clear();
    reopen_();
  }

  void OpenView() {
    if (views_.size() == kViewsMax) views_.erase(views_.begin() + Below(kViewsMax));
    absl::StatusOr<std::unique_ptr<View>> view = store_().OpenView();
    ASSERT_THAT(view, IsOk());
    views_.push_back({*std::move(view), model_});
  }

  void ReadOldView() {
    if (views_.empty()) OpenView();
    OldView& old = views_[Below(views_.size())];
    if (Half()) {
      CompareGets(old);
    } else {
      CompareScan(old);
    }
  }

  void CompareGets(OldView& old) {
    std::vector<std::string> keys(Below(8));
    for (std::string& key : keys) key = RandomKey();
    auto entries = old.view->MultiGet(keys);
    ASSERT_THAT(entries, IsOk());
    ASSERT_EQ(entries->size(), keys.size());
    for (size_t i = 0; i < keys.size(); ++i) {
      auto row = old.model.find(keys[i]);
      const std::optional<Entry>& entry = (*entries)[i];
      ASSERT_EQ(entry.has_value(), row != old.model.end());
      if (entry.has_value()) CompareRow(row, entry->value, entry->version);
      auto alone = old.view->Get(keys[i]);
      ASSERT_THAT(alone, IsOk());
      ASSERT_EQ(alone->has_value(), entry.has_value());
      if (entry.has_value()) {
        ASSERT_EQ((*alone)->version, entry->version);
      }
    }
  }

  void CompareScan(OldView& old) {
    Range range{Half() ? RandomKey() : "", Half() ? RandomKey() : ""};
    if (Below(4) == 0) range = PrefixRange(RandomPrefix(kDomains[Below(2)]));
    ScanOptions options{.limit = 1 + Below(10), .bytes = 1 + Below(20000), .reverse = Half()};
    std::vector<Row> rows = ReadAll(*old.view, range, options);
    if (options.reverse) std::reverse(rows.begin(), rows.end());

    auto wanted = old.model.lower_bound(range.start);
    for (const Row& row : rows) {
      ASSERT_NE(wanted, old.model.end());
      ASSERT_EQ(row.key, wanted->first);
      CompareRow(wanted, row.value, row.version);
      ++wanted;
    }
    bool at_end = wanted == old.model.end() || (!range.end.empty() && wanted->first >= range.end);
    ASSERT_TRUE(at_end) << "rows are missing at the end of the scan";
  }

  // A write of a row has one version from its first reading on, and no other write of the row has it.
  void CompareRow(Model::iterator row, absl::string_view value, RowVersion version) {
    ASSERT_EQ(row->second.value, value);
    auto [known, is_new] = versions_.insert({{row->first, row->second.write}, version});
    ASSERT_EQ(known->second, version);
    if (is_new) {
      ASSERT_TRUE(used_.insert({row->first, version}).second);
    }
  }

  std::mt19937 random_;
  std::function<Store&()> store_;
  ManualClock& clock_;
  std::function<void()> reopen_;

  Model model_;
  int writes_ = 0;
  std::vector<OldView> views_;
  std::map<std::pair<std::string, int>, RowVersion> versions_;
  std::set<std::pair<std::string, RowVersion>> used_;
};

TEST_P(StoreContract, RandomHistoryEqualsTheModel) {
  for (uint32_t seed : {1u, 2u}) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    SetUp();
    History history(
        seed, [this]() -> Store& { return store(); }, clock(), [this] { Reopen(); });
    for (int step = 0; step < kSteps / 2; ++step) {
      SCOPED_TRACE(absl::StrCat("step ", step));
      history.Step();
      if (HasFatalFailure()) return;
    }
  }
}

}  // namespace
}  // namespace karvan::kv::testing
