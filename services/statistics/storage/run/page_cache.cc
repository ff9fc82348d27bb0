#include "services/statistics/storage/run/page_cache.h"

namespace karvan::statistics {

std::shared_ptr<const Page> PageCache::Find(const Key& key) {
  Shard& shard = ShardOf(key);
  MutexLock lock(&shard.mutex);
  const auto at = shard.places.find(key);
  if (at == shard.places.end()) return nullptr;
  shard.pages.splice(shard.pages.begin(), shard.pages, at->second);
  return at->second->second;
}

void PageCache::Insert(const Key& key, std::shared_ptr<const Page> page) {
  Shard& shard = ShardOf(key);
  MutexLock lock(&shard.mutex);
  if (shard.places.contains(key)) return;  // another reader was faster
  shard.bytes += page->memory_bytes();
  shard.pages.emplace_front(key, std::move(page));
  shard.places[key] = shard.pages.begin();
  while (shard.bytes > shard_capacity_ && shard.pages.size() > 1) {
    shard.bytes -= shard.pages.back().second->memory_bytes();
    shard.places.erase(shard.pages.back().first);
    shard.pages.pop_back();
  }
}

void PageCache::EraseRun(uint64_t run) {
  for (Shard& shard : shards_) {
    MutexLock lock(&shard.mutex);
    for (auto at = shard.pages.begin(); at != shard.pages.end();) {
      if (at->first.run != run) {
        ++at;
        continue;
      }
      shard.bytes -= at->second->memory_bytes();
      shard.places.erase(at->first);
      at = shard.pages.erase(at);
    }
  }
}

}  // namespace karvan::statistics
