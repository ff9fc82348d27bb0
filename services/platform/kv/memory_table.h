#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/batch.h"
#include "services/platform/kv/range.h"
#include "services/platform/kv/store.h"
#include "services/platform/sync/mutex.h"

namespace karvan::kv {

// All rows of a store in memory, with the histories that open views may still see. Views read as of the
// commit that they were opened at. Thread-safe.
class MemoryTable {
 public:
  using Rows = std::vector<std::pair<std::string, std::string>>;

  // CONFLICT or FENCED, and nothing was done.
  absl::Status Commit(const Batch& batch);
  void Insert(Rows rows);
  void Drop(const std::vector<Range>& ranges);

  RowVersion StartView();
  void EndView(RowVersion commit);

  std::optional<Entry> Get(absl::string_view key, RowVersion commit) const;
  ScanBatch Scan(const Range& range, const ScanOptions& options, RowVersion commit) const;
  std::vector<Range> Split(const Range& range, size_t parts, RowVersion commit) const;

  // As of now.
  PrefixUsage Usage(const Range& range) const;

 private:
  // One write of a row: its value, or nothing where it was deleted. The number of the commit is the version.
  struct Write {
    RowVersion commit = 0;
    std::optional<std::string> value;
  };
  // The writes of a row that some view may still see, oldest first.
  using History = std::vector<Write>;
  using Map = std::map<std::string, History>;

  static const Write* Visible(const History& history, RowVersion commit);

  std::optional<Entry> Find(absl::string_view key, RowVersion commit) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::pair<Map::const_iterator, Map::const_iterator> Bounds(const Range& range) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Set(const std::string& key, std::optional<std::string> value) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Forget() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable Mutex mutex_;
  Map histories_ ABSL_GUARDED_BY(mutex_);
  RowVersion last_commit_ ABSL_GUARDED_BY(mutex_) = 0;
  std::multiset<RowVersion> views_ ABSL_GUARDED_BY(mutex_);
  // Rows that have something to forget once no view is older than the commit.
  std::deque<std::pair<RowVersion, std::string>> superseded_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace karvan::kv
