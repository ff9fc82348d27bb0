#include "services/platform/kv/memory_table.h"

#include <algorithm>
#include <iterator>

#include "services/platform/kv/rules.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {

// The write that a view of `commit` sees; null when it sees no row.
const MemoryTable::Write* MemoryTable::Visible(const History& history, RowVersion commit) {
  auto after = std::upper_bound(history.begin(), history.end(), commit,
                                [](RowVersion c, const Write& write) { return c < write.commit; });
  if (after == history.begin() || !std::prev(after)->value.has_value()) return nullptr;
  return &*std::prev(after);
}

absl::Status MemoryTable::Commit(const Batch& batch) {
  MutexLock lock(&mutex_);
  KARVAN_RETURN_IF_ERROR(CheckPreconditions(
      batch, [this](const std::string& key)
                 ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return Find(key, last_commit_); }));
  ++last_commit_;
  for (const Batch::Mutation& mutation : batch.mutations()) {
    Set(mutation.key, mutation.is_delete ? std::nullopt : std::optional(mutation.value));
  }
  Forget();
  return absl::OkStatus();
}

void MemoryTable::Insert(Rows rows) {
  MutexLock lock(&mutex_);
  ++last_commit_;
  for (auto& [key, value] : rows) Set(key, std::move(value));
}

void MemoryTable::Drop(const std::vector<Range>& ranges) {
  MutexLock lock(&mutex_);
  ++last_commit_;
  for (const Range& range : ranges) {
    auto [begin, end] = Bounds(range);
    for (auto row = begin; row != end; ++row) Set(row->first, std::nullopt);
  }
  Forget();
}

RowVersion MemoryTable::StartView() {
  MutexLock lock(&mutex_);
  views_.insert(last_commit_);
  return last_commit_;
}

void MemoryTable::EndView(RowVersion commit) {
  MutexLock lock(&mutex_);
  views_.erase(views_.find(commit));
  Forget();
}

std::optional<Entry> MemoryTable::Get(absl::string_view key, RowVersion commit) const {
  MutexLock lock(&mutex_);
  return Find(key, commit);
}

ScanBatch MemoryTable::Scan(const Range& range, const ScanOptions& options, RowVersion commit) const {
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

std::vector<Range> MemoryTable::Split(const Range& range, size_t parts, RowVersion commit) const {
  MutexLock lock(&mutex_);
  auto [begin, end] = Bounds(range);
  auto is_visible = [&](const auto& row) { return Visible(row.second, commit) != nullptr; };
  const size_t rows = static_cast<size_t>(std::count_if(begin, end, is_visible));
  std::vector<std::string> keys;
  size_t passed = 0;
  for (auto row = begin; row != end; ++row) {
    if (!is_visible(*row)) continue;
    if (passed * parts >= rows * (keys.size() + 1)) keys.push_back(row->first);
    ++passed;
  }
  return SplitAt(range, keys);
}

PrefixUsage MemoryTable::Usage(const Range& range) const {
  MutexLock lock(&mutex_);
  PrefixUsage usage;
  auto [begin, end] = Bounds(range);
  for (auto row = begin; row != end; ++row) {
    const Write* write = Visible(row->second, last_commit_);
    if (write == nullptr) continue;
    ++usage.rows;
    usage.bytes += row->first.size() + write->value->size();
  }
  return usage;
}

std::optional<Entry> MemoryTable::Find(absl::string_view key, RowVersion commit) const {
  auto row = histories_.find(std::string(key));
  const Write* write = row == histories_.end() ? nullptr : Visible(row->second, commit);
  if (write == nullptr) return std::nullopt;
  return Entry{*write->value, write->commit};
}

std::pair<MemoryTable::Map::const_iterator, MemoryTable::Map::const_iterator> MemoryTable::Bounds(
    const Range& range) const {
  if (!range.end.empty() && range.end <= range.start) return {histories_.end(), histories_.end()};
  return {histories_.lower_bound(range.start),
          range.end.empty() ? histories_.end() : histories_.lower_bound(range.end)};
}

// Writes a row in the last commit; of several writes of one commit the last one counts.
void MemoryTable::Set(const std::string& key, std::optional<std::string> value) {
  History& history = histories_[key];
  if (!history.empty() && history.back().commit == last_commit_) history.pop_back();
  bool is_first = history.empty() && value.has_value();
  history.push_back({last_commit_, std::move(value)});
  if (!is_first) superseded_.push_back({last_commit_, key});
}

// Drops the writes that no view can see any more.
void MemoryTable::Forget() {
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

}  // namespace karvan::kv
