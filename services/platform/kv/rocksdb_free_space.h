#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "rocksdb/env.h"

namespace karvan::kv {

// Tells a full disk before it is full. Thread-safe; the env outlives it.
class FreeSpace {
 public:
  // Keeps `reserved_bytes` free on the disk of `folder`.
  FreeSpace(rocksdb::Env& env, std::string folder, uint64_t reserved_bytes)
      : env_(env), folder_(std::move(folder)), reserved_bytes_(reserved_bytes) {}

  // STORAGE_FULL when less is free. A disk that does not tell passes: the engine's own errors remain.
  absl::Status Check() const;

 private:
  rocksdb::Env& env_;
  const std::string folder_;
  const uint64_t reserved_bytes_;
};

}  // namespace karvan::kv
