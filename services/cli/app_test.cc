#include "services/cli/app.h"

#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/process/version.h"

namespace karvan::cli {
namespace {

using ::testing::HasSubstr;

// What a command line printed, and its exit code.
struct Ran {
  int exit_code;
  std::string out;
  std::string err;
};

Ran RunKarvan(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "karvan");
  std::ostringstream out;
  std::ostringstream err;
  Session session(out, err);
  int exit_code = RunCommandLine(static_cast<int>(arguments.size()), arguments.data(), session);
  return {exit_code, out.str(), err.str()};
}

TEST(CommandLine, HelpListsTheCommands) {
  Ran ran = RunKarvan({"--help"});
  EXPECT_EQ(ran.exit_code, 0);
  for (const char* command :
       {"serve", "load", "datasets", "query", "series", "agreements", "claims", "briefing"}) {
    EXPECT_THAT(ran.out, HasSubstr(command));
  }
  EXPECT_THAT(ran.out, HasSubstr("Exit codes"));
  EXPECT_EQ(ran.err, "");
}

TEST(CommandLine, SaysItsVersion) {
  Ran ran = RunKarvan({"--version"});
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_EQ(ran.out, absl::StrCat("karvan ", process::Version(), "\n"));
}

TEST(CommandLine, WrongUseExitsWith2) {
  EXPECT_EQ(RunKarvan({}).exit_code, 2);
  EXPECT_EQ(RunKarvan({"fly"}).exit_code, 2);
  EXPECT_EQ(RunKarvan({"query"}).exit_code, 2);
  EXPECT_EQ(RunKarvan({"datasets", "--format=xml"}).exit_code, 2);
  EXPECT_EQ(RunKarvan({"claims", "check"}).exit_code, 2);
  EXPECT_EQ(RunKarvan({"claims", "check", "--areas", "KAZ"}).exit_code, 2);
  EXPECT_EQ(RunKarvan({"claims", "check", "a", "--areas", "KAZ,TJK"}).exit_code, 2);
  EXPECT_EQ(RunKarvan({"query", "a", "--known-at", "1", "--snapshot", "1"}).exit_code, 2);
  EXPECT_THAT(RunKarvan({"query", "a", "--known-at", "soon"}).err, HasSubstr("\"soon\" is not a time"));
  EXPECT_THAT(RunKarvan({"agreements", "treaties"}).err, HasSubstr("parties"));
  EXPECT_THAT(RunKarvan({"datasets", "--timeout", "0"}).err,
              HasSubstr("--timeout: \"0\" is not a number above 0"));
  EXPECT_THAT(RunKarvan({"datasets", "--timeout", "soon"}).err,
              HasSubstr("\"soon\" is not a number above 0"));
  EXPECT_THAT(RunKarvan({"query", "a", "--limit", "0"}).err, HasSubstr("\"0\" is not a number above 0"));
  EXPECT_THAT(RunKarvan({"query", "a", "--snapshot=-1"}).err,
              HasSubstr("\"-1\" is not a number of at least 0"));
}

TEST(CommandLine, NoServerExitsWith3) {
  Ran ran = RunKarvan({"datasets", "--address=127.0.0.1:1", "--timeout=20"});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.err, HasSubstr("No suite answered at 127.0.0.1:1"));
}

TEST(CommandLine, ASeedFolderThatIsNoneExitsWith1) {
  Ran ran = RunKarvan({"load", "/nowhere"});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.err, HasSubstr("/nowhere/manifest.json"));
}

}  // namespace
}  // namespace karvan::cli
