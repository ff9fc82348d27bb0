#include "services/statistics/server/allocator.h"

#include <malloc.h>

namespace karvan::statistics {

void KeepFreedMemory() {
  constexpr int kKeptBytes = 64 << 20;  // an arena
  constexpr int kArenas = 4;            // of threads that allocate at once; more keep more
  mallopt(M_MMAP_THRESHOLD, kKeptBytes / 2);
  mallopt(M_TRIM_THRESHOLD, kKeptBytes);
  mallopt(M_ARENA_MAX, kArenas);
}

}  // namespace karvan::statistics
