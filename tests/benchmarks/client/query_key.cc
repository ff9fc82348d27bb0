#include "tests/benchmarks/client/query_key.h"

#include <fstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace karvan::bench {

absl::StatusOr<std::vector<QueryKey>> ReadQueryKeys(const std::string& path) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the file ", path));
  std::vector<QueryKey> keys;
  std::string line;
  std::getline(file, line);  // the header
  while (std::getline(file, line)) {
    const std::vector<std::string> parts = absl::StrSplit(line, ',');
    int year = 0;
    if (parts.size() != 5 || !absl::SimpleAtoi(parts[4], &year)) {
      return absl::InvalidArgumentError(absl::StrCat(path, ": \"", line, "\" is no key"));
    }
    keys.push_back({parts[0], parts[1], parts[2], parts[3], year});
  }
  if (keys.empty()) return absl::InvalidArgumentError(absl::StrCat(path, " has no keys"));
  return keys;
}

}  // namespace karvan::bench
