#include "services/statistics/storage/run/run_keys.h"

#include "services/platform/kv/key_codec.h"

namespace karvan::statistics {

std::string DirectoryPrefix(absl::string_view run_prefix) {
  return kv::KeyBuilder(run_prefix).Text("D").Take();
}

std::string DirectoryKey(absl::string_view run_prefix, uint64_t part) {
  return kv::KeyBuilder(run_prefix).Text("D").Uint(part).Take();
}

std::string PageKey(absl::string_view run_prefix, uint64_t page, uint64_t layer) {
  return kv::KeyBuilder(run_prefix).Text("C").Uint(page).Uint(layer).Take();
}

}  // namespace karvan::statistics
