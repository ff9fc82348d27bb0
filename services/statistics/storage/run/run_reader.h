#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/platform/sync/mutex.h"
#include "services/statistics/storage/run/page_cache.h"
#include "services/statistics/storage/run/run_directory.h"

namespace karvan::statistics {

// A run that is read from.
struct OpenRun {
  std::string prefix;         // of its keys
  uint64_t cache_number = 0;  // its pages in the cache
  int64_t sequence = 0;       // of all its cells; 0 when they tell it themselves, as after folding
  std::shared_ptr<const RunDirectory> directory;

  // The sequences of a layer of a page.
  LayerInfo SequencesOf(uint64_t page, uint64_t layer) const {
    return sequence != 0 ? LayerInfo{sequence, sequence} : directory->pages[page].layers[layer];
  }
  int64_t SequenceOf(int64_t told) const { return sequence != 0 ? sequence : told; }
};

// What the process keeps of the runs of a store: their directories, and pages read lately. Thread-safe; the
// store outlives it.
class RunCatalog {
 public:
  RunCatalog(kv::Store& store, size_t cache_bytes) : store_(store), pages_(cache_bytes) {}

  kv::Store& store() { return store_; }
  PageCache& pages() { return pages_; }

  // Opens a run of cells of one sequence, or of sequences of their own (0). CORRUPT.
  absl::StatusOr<OpenRun> Open(absl::string_view prefix, int64_t sequence);
  // Forgets a run that was dropped.
  void Forget(absl::string_view prefix);

 private:
  struct Known {
    uint64_t cache_number = 0;
    std::shared_ptr<const RunDirectory> directory;
  };

  kv::Store& store_;
  PageCache pages_;
  Mutex mutex_;
  absl::flat_hash_map<std::string, Known> known_ ABSL_GUARDED_BY(mutex_);
  uint64_t last_number_ ABSL_GUARDED_BY(mutex_) = 0;
};

// Loads pages, for one request at a time and for as long as it takes: pages never change, so that a view that
// has expired is replaced by a new one without a difference.
class RunReader {
 public:
  // Whether pages that were read stay in the catalog's cache: not those that are read once, one after the
  // other.
  enum class Keep { kPages, kNothing };

  // `check_alive` is asked before each read of the store, and its error is returned.
  RunReader(RunCatalog& catalog, std::function<absl::Status()> check_alive, Keep keep = Keep::kPages)
      : catalog_(catalog), check_alive_(std::move(check_alive)), keep_(keep) {}

  // CORRUPT naming the run and the page, when it is missing or cannot be read.
  absl::StatusOr<std::shared_ptr<const Page>> Load(const OpenRun& run, uint64_t page, uint64_t layer);

  absl::Status CheckAlive() const { return check_alive_(); }

  // Pages that were asked for, and those of them that were read from the store.
  int64_t pages_used() const { return pages_used_; }
  int64_t pages_read() const { return pages_read_; }

 private:
  absl::StatusOr<std::optional<kv::Entry>> Get(const std::string& key);

  RunCatalog& catalog_;
  std::function<absl::Status()> check_alive_;
  const Keep keep_;
  std::unique_ptr<kv::View> view_;
  int64_t pages_used_ = 0;
  int64_t pages_read_ = 0;
};

}  // namespace karvan::statistics
