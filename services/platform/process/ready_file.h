#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace karvan::process {

// The file that whoever started the process waits for: one line, host:port, there only while the process
// serves. An empty path is no file.
class ReadyFile {
 public:
  // Removes what a process that was killed left at `path`, so that nobody takes its address for the new one.
  explicit ReadyFile(absl::string_view path);
  ~ReadyFile();  // removes it
  ReadyFile(const ReadyFile&) = delete;
  ReadyFile& operator=(const ReadyFile&) = delete;

  // Writes the line; a reader sees it whole or not at all. UNAVAILABLE names the file.
  absl::Status Write(absl::string_view address) const;

 private:
  const std::string path_;
};

}  // namespace karvan::process
