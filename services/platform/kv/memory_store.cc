#include "services/platform/kv/memory_store.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/rules.h"
#include "services/platform/status/macros.h"
#include "services/platform/sync/mutex.h"

namespace karvan::kv {
namespace {

// One write of a row: its value, or nothing where it was deleted. The number of the commit is the version.
struct Write {
  RowVersion commit = 0;
  std::optional<std::string> value;
};

// The writes of a row that some view may still see, oldest first.
using History = std::vector<Write>;

// The write that a view of `commit` sees; null when it sees no row.
const Write* Visible(const History& history, RowVersion commit) {
  auto after = std::upper_bound(history.begin(), history.end(), commit,
                                [](RowVersion c, const Write& write) { return c < write.commit; });
  if (after == history.begin() || !std::prev(after)->value.has_value()) return nullptr;
  return &*std::prev(after);
}

// All rows with their histories. Views read as of the commit that they were opened at.
class Table {
 public:
  using Rows = std::vector<std::pair<std::string, std::string>>;

  absl::Status Commit(const Batch& batch) {
    MutexLock lock(&mutex_);
    for (const Batch::Precondition& precondition : batch.preconditions()) {
      if (!Holds(precondition, Find(precondition.key, last_commit_))) return ConflictError(precondition.key);
    }
    ++last_commit_;
    for (const Batch::Mutation& mutation : batch.mutations()) {
      Set(mutation.key, mutation.is_delete ? std::nullopt : std::optional(mutation.value));
    }
    Forget();
    return absl::OkStatus();
  }

  void Insert(Rows rows) {
    MutexLock lock(&mutex_);
    ++last_commit_;
    for (auto& [key, value] : rows) Set(key, std::move(value));
  }

  void Drop(absl::string_view prefix) {
    MutexLock lock(&mutex_);
    ++last_commit_;
    auto [begin, end] = Bounds(PrefixRange(prefix));
    for (auto row = begin; row != end; ++row) Set(row->first, std::nullopt);
    Forget();
  }

  bool Empty(absl::string_view prefix) const {
    MutexLock lock(&mutex_);
    auto [begin, end] = Bounds(PrefixRange(prefix));
    return std::none_of(begin, end, [&](const auto& row) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return Visible(row.second, last_commit_) != nullptr;
    });
  }

  RowVersion StartView() {
    MutexLock lock(&mutex_);
    views_.insert(last_commit_);
    return last_commit_;
  }

  void EndView(RowVersion commit) {
    MutexLock lock(&mutex_);
    views_.erase(views_.find(commit));
    Forget();
  }

  std::optional<Entry> Get(absl::string_view key, RowVersion commit) const {
    MutexLock lock(&mutex_);
    return Find(key, commit);
  }

  ScanBatch Scan(const Range& range, const ScanOptions& options, RowVersion commit) const {
    ScanFiller filler(options);
    auto add = [&](const auto& row) {
      const Write* write = Visible(row.second, commit);
      return write == nullptr || filler.Add(row.first, *write->value, write->commit);
    };
    MutexLock lock(&mutex_);
    auto [begin, end] = Bounds(range);
    if (options.reverse) {
      while (begin != end && add(*--end)) {
      }
    } else {
      while (begin != end && add(*begin)) ++begin;
    }
    return filler.Take();
  }

 private:
  using Map = std::map<std::string, History>;

  std::optional<Entry> Find(absl::string_view key, RowVersion commit) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    auto row = histories_.find(std::string(key));
    const Write* write = row == histories_.end() ? nullptr : Visible(row->second, commit);
    if (write == nullptr) return std::nullopt;
    return Entry{*write->value, write->commit};
  }

  std::pair<Map::const_iterator, Map::const_iterator> Bounds(const Range& range) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (!range.end.empty() && range.end <= range.start) return {histories_.end(), histories_.end()};
    return {histories_.lower_bound(range.start),
            range.end.empty() ? histories_.end() : histories_.lower_bound(range.end)};
  }

  // Writes a row in the last commit; of several writes of one commit the last one counts.
  void Set(const std::string& key, std::optional<std::string> value) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    History& history = histories_[key];
    if (!history.empty() && history.back().commit == last_commit_) history.pop_back();
    bool is_first = history.empty() && value.has_value();
    history.push_back({last_commit_, std::move(value)});
    if (!is_first) superseded_.push_back({last_commit_, key});
  }

  // Drops the writes that no view can see any more.
  void Forget() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    RowVersion oldest = views_.empty() ? last_commit_ : *views_.begin();
    for (; !superseded_.empty() && superseded_.front().first <= oldest; superseded_.pop_front()) {
      auto row = histories_.find(superseded_.front().second);
      if (row == histories_.end()) continue;
      History& history = row->second;
      auto after = std::upper_bound(history.begin(), history.end(), oldest,
                                    [](RowVersion c, const Write& write) { return c < write.commit; });
      // The newest write at or before `oldest` is still seen, unless it is a deletion.
      if (after != history.begin() && std::prev(after)->value.has_value()) --after;
      history.erase(history.begin(), after);
      if (history.empty()) histories_.erase(row);
    }
  }

  mutable Mutex mutex_;
  Map histories_ ABSL_GUARDED_BY(mutex_);
  RowVersion last_commit_ ABSL_GUARDED_BY(mutex_) = 0;
  std::multiset<RowVersion> views_ ABSL_GUARDED_BY(mutex_);
  // Rows that have something to forget once no view is older than the commit.
  std::deque<std::pair<RowVersion, std::string>> superseded_ ABSL_GUARDED_BY(mutex_);
};

class MemoryView final : public View {
 public:
  MemoryView(Table& table, const Clock& clock, const Capabilities& limits)
      : table_(table), limits_(limits), age_(clock, limits.view_lifetime), commit_(table.StartView()) {}
  ~MemoryView() override { table_.EndView(commit_); }

  absl::StatusOr<std::optional<Entry>> Get(absl::string_view key) override {
    KARVAN_RETURN_IF_ERROR(age_.Check());
    KARVAN_RETURN_IF_ERROR(CheckKey(key, limits_));
    return table_.Get(key, commit_);
  }

  absl::StatusOr<std::vector<std::optional<Entry>>> MultiGet(const std::vector<std::string>& keys) override {
    std::vector<std::optional<Entry>> entries;
    for (const std::string& key : keys) {
      KARVAN_ASSIGN_OR_RETURN(entries.emplace_back(), Get(key));
    }
    return entries;
  }

  absl::StatusOr<ScanBatch> Scan(const Range& range, const ScanOptions& options) override {
    KARVAN_RETURN_IF_ERROR(age_.Check());
    KARVAN_RETURN_IF_ERROR(CheckScan(options));
    return table_.Scan(range, options, commit_);
  }

 private:
  Table& table_;
  const Capabilities limits_;
  const ViewAge age_;
  const RowVersion commit_;
};

class MemoryBulkLoader final : public BulkLoader {
 public:
  MemoryBulkLoader(Table& table, absl::string_view prefix, const Capabilities& limits)
      : table_(table), rules_(prefix, limits) {}

  absl::Status Add(absl::string_view key, absl::string_view value) override {
    KARVAN_RETURN_IF_ERROR(rules_.Next(key, value));
    rows_.emplace_back(std::string(key), std::string(value));
    return absl::OkStatus();
  }

  absl::Status Seal() override {
    KARVAN_RETURN_IF_ERROR(rules_.Close());
    table_.Insert(std::move(rows_));
    return absl::OkStatus();
  }

 private:
  Table& table_;
  BulkRules rules_;
  Table::Rows rows_;
};

class MemoryStore final : public Store {
 public:
  MemoryStore(const Clock& clock, absl::Duration view_lifetime) : clock_(clock) {
    limits_.view_lifetime = view_lifetime;
  }

  absl::StatusOr<std::unique_ptr<View>> OpenView() override {
    return std::make_unique<MemoryView>(table_, clock_, limits_);
  }

  absl::Status Commit(const Batch& batch) override {
    KARVAN_RETURN_IF_ERROR(CheckBatch(batch, limits_));
    return table_.Commit(batch);
  }

  absl::StatusOr<std::unique_ptr<BulkLoader>> BulkLoad(absl::string_view prefix) override {
    KARVAN_RETURN_IF_ERROR(CheckKey(prefix, limits_));
    if (!table_.Empty(prefix)) return PrefixInUseError(prefix);
    return std::make_unique<MemoryBulkLoader>(table_, prefix, limits_);
  }

  absl::Status DropPrefix(absl::string_view prefix) override {
    KARVAN_RETURN_IF_ERROR(CheckKey(prefix, limits_));
    table_.Drop(prefix);
    return absl::OkStatus();
  }

  Capabilities capabilities() const override { return limits_; }

 private:
  const Clock& clock_;
  Capabilities limits_;
  Table table_;
};

}  // namespace

std::unique_ptr<Store> NewMemoryStore(const Clock& clock, absl::Duration view_lifetime) {
  return std::make_unique<MemoryStore>(clock, view_lifetime);
}

}  // namespace karvan::kv
