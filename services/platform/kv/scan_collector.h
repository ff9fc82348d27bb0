#pragma once

#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"

namespace karvan::kv {

// Gathers one batch of a scan within its limits; the same for every engine.
class ScanCollector {
 public:
  explicit ScanCollector(const ScanOptions& options) : options_(options) {}

  // Takes a row. False when the batch was full before it: the row is where the next scan begins.
  bool Add(absl::string_view key, absl::string_view value, RowVersion version);

  ScanBatch Take() { return std::move(batch_); }

 private:
  const ScanOptions options_;
  size_t bytes_ = 0;
  ScanBatch batch_;
};

}  // namespace karvan::kv
