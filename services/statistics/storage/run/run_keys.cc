#include "services/statistics/storage/run/run_keys.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
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

// A prefix is a dataset, a table and a number.
std::string DescribeRun(absl::string_view run_prefix) {
  kv::KeyReader reader(run_prefix);
  const absl::StatusOr<std::string> dataset = reader.Text();
  const absl::StatusOr<std::string> table = reader.Text();
  const absl::StatusOr<int64_t> run = reader.Int();
  if (!run.ok()) return absl::StrCat("run ", absl::BytesToHexString(run_prefix));
  return absl::StrCat("dataset ", *dataset, ", run ", *run);
}

}  // namespace karvan::statistics
