#include "services/platform/process/ready_file.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace karvan::process {

// What cannot be removed cannot be written either, and Write says so.
ReadyFile::ReadyFile(absl::string_view path) : path_(path) { unlink(path_.c_str()); }

ReadyFile::~ReadyFile() { unlink(path_.c_str()); }

absl::Status ReadyFile::Write(absl::string_view address) const {
  if (path_.empty()) return absl::OkStatus();
  const std::string unfinished = absl::StrCat(path_, ".tmp");
  std::ofstream file(unfinished);
  file << address << "\n";
  file.close();
  if (file.good() && std::rename(unfinished.c_str(), path_.c_str()) == 0) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("the ready file \"", path_, "\" cannot be written"));
}

}  // namespace karvan::process
