#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "services/platform/sync/mutex.h"

namespace karvan::agreements {

// Chooses ids for resources that are created without one. Thread-safe.
class IdGenerator {
 public:
  virtual ~IdGenerator() = default;

  // An id for a resource of this kind ("party"): valid, and most likely not taken.
  virtual std::string Next(absl::string_view singular) = 0;
};

// "party-7k2m9xq4w8r3tz5v": 80 random bits, so that several processes need not agree.
class RandomIdGenerator final : public IdGenerator {
 public:
  std::string Next(absl::string_view singular) override;
};

// "party-1", "party-2", ...: the same in every run, for tests and ephemeral servers.
class SequentialIdGenerator final : public IdGenerator {
 public:
  std::string Next(absl::string_view singular) override;

 private:
  Mutex mutex_;
  std::map<std::string, int64_t, std::less<>> last_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace karvan::agreements
