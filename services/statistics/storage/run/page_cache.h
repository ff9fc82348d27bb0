#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "services/platform/sync/mutex.h"
#include "services/statistics/storage/page/page.h"

namespace karvan::statistics {

// Pages that were read lately, up to a size. Pages never change, so that nothing here can be out of date.
// Thread-safe.
class PageCache {
 public:
  struct Key {
    uint64_t run = 0;  // a number that the process gave it: see RunCatalog
    uint64_t page = 0;
    uint64_t layer = 0;

    friend bool operator==(const Key&, const Key&) = default;
    template <typename H>
    friend H AbslHashValue(H state, const Key& key) {
      return H::combine(std::move(state), key.run, key.page, key.layer);
    }
  };

  explicit PageCache(size_t capacity_bytes) : shard_capacity_(capacity_bytes / kShards) {}

  // Null when it is not here.
  std::shared_ptr<const Page> Find(const Key& key);
  void Insert(const Key& key, std::shared_ptr<const Page> page);
  // Forgets the pages of a run, for what they say may have to be forgotten.
  void EraseRun(uint64_t run);

 private:
  static constexpr size_t kShards = 16;

  using Entry = std::pair<Key, std::shared_ptr<const Page>>;
  struct Shard {
    Mutex mutex;
    std::list<Entry> pages ABSL_GUARDED_BY(mutex);  // used lately first
    absl::flat_hash_map<Key, std::list<Entry>::iterator> places ABSL_GUARDED_BY(mutex);
    size_t bytes ABSL_GUARDED_BY(mutex) = 0;
  };

  Shard& ShardOf(const Key& key) { return shards_[absl::Hash<Key>()(key) % kShards]; }

  const size_t shard_capacity_;
  std::array<Shard, kShards> shards_;
};

}  // namespace karvan::statistics
