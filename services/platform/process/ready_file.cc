#include "services/platform/process/ready_file.h"

#include <cstdio>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"

namespace karvan::process {

absl::Status WriteReadyFile(absl::string_view path, absl::string_view address) {
  if (path.empty()) return absl::OkStatus();
  const std::string finished(path);
  const std::string unfinished = absl::StrCat(path, ".tmp");
  std::ofstream file(unfinished);
  file << address << "\n";
  file.close();
  if (file.good() && std::rename(unfinished.c_str(), finished.c_str()) == 0) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("the ready file \"", path, "\" cannot be written"));
}

}  // namespace karvan::process
