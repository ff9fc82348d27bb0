#include "services/platform/kv/scan_collector.h"

#include <algorithm>
#include <utility>

namespace karvan::kv {
namespace {

// No batch is larger, whatever the caller asks for.
constexpr size_t kMaxBatchBytes = 1 << 20;

}  // namespace

bool ScanCollector::Add(absl::string_view key, absl::string_view value, RowVersion version) {
  const size_t size = key.size() + value.size();
  const size_t most = std::min(options_.bytes, kMaxBatchBytes);
  if (!batch_.rows.empty() && (batch_.rows.size() >= options_.limit || bytes_ + size > most)) {
    // Forward, the next range starts with this row; in reverse, it ends before the last one taken.
    batch_.resume_key = options_.reverse ? batch_.rows.back().key : std::string(key);
    return false;
  }
  bytes_ += size;
  batch_.rows.push_back({std::string(key), std::string(value), version});
  return true;
}

}  // namespace karvan::kv
