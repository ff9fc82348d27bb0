#include "services/cli/app.h"

#include <sstream>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

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
