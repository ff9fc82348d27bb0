#include "services/platform/process/command_line.h"

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/flags/usage_config.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/platform/process/version.h"

namespace karvan::process {
namespace {

// "services/agreements/server/options.cc", wherever the tree was when it was built.
std::string PathInTree(absl::string_view path) {
  const size_t begin = path.rfind("services/");
  return std::string(begin == absl::string_view::npos ? path : path.substr(begin));
}

bool HoldsFlagsOfAService(absl::string_view path) { return absl::EndsWith(path, "/server/options.cc"); }

}  // namespace

absl::Status ParseCommandLine(absl::string_view program, absl::string_view description, int argc,
                              char** argv) {
  static std::once_flag described;  // abseil ends a process that says it twice
  std::call_once(described, absl::SetProgramUsageMessage, description);
  absl::FlagsUsageConfig config;
  config.contains_help_flags = HoldsFlagsOfAService;
  config.contains_helpshort_flags = HoldsFlagsOfAService;
  config.contains_helppackage_flags = HoldsFlagsOfAService;
  config.version_string = [name = std::string(program)] { return absl::StrCat(name, " ", Version(), "\n"); };
  config.normalize_filename = PathInTree;
  absl::SetFlagsUsageConfig(std::move(config));

  const std::vector<char*> words = absl::ParseCommandLine(argc, argv);  // the first is the program
  if (words.size() == 1) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("\"", words[1], "\" is not a flag: only flags are allowed; --help tells them"));
}

}  // namespace karvan::process
