#include "services/indicators/server/options.h"

#include <string>
#include <vector>

#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Optional;

// The options of a command line; flags that it does not name keep what an earlier one said.
absl::StatusOr<Options> Parse(std::vector<std::string> flags) {
  std::vector<char*> arguments = {const_cast<char*>("karvan-indicators")};
  for (std::string& flag : flags) arguments.push_back(flag.data());
  return ParseOptions(static_cast<int>(arguments.size()), arguments.data());
}

TEST(OptionsTest, SaysWhatTheFlagsSay) {
  ASSERT_OK_AND_ASSIGN(Options options,
                       Parse({"--listen=127.0.0.1:0", "--statistics_address=s:1", "--agreements_address=a:2",
                              "--dependency_timeout=250ms", "--ready_file=/tmp/ready",
                              "--metrics_listen=127.0.0.1:9100", "--clock=2024-08-10T12:00:00Z"}));
  EXPECT_EQ(options.serve.listen, "127.0.0.1:0");
  EXPECT_EQ(options.statistics_address, "s:1");
  EXPECT_EQ(options.agreements_address, "a:2");
  EXPECT_EQ(options.dependency_timeout, absl::Milliseconds(250));
  EXPECT_EQ(options.serve.ready_file, "/tmp/ready");
  EXPECT_EQ(options.serve.metrics_listen, "127.0.0.1:9100");
  EXPECT_THAT(options.serve.clock, Optional(absl::FromUnixSeconds(1'723'291'200)));
}

TEST(OptionsTest, RefusesWhatCannotBe) {
  EXPECT_THAT(Parse({"--clock=yesterday"}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("RFC 3339")));
  EXPECT_THAT(Parse({"--clock=", "--dependency_timeout=0"}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("above 0")));
  EXPECT_THAT(Parse({"--dependency_timeout=1s", "--statistics_address="}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--statistics_address")));
  EXPECT_THAT(Parse({"--statistics_address=s:1", "--agreements_address="}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--agreements_address")));
}

TEST(OptionsTest, RefusesAWordThatIsNoFlag) {
  EXPECT_THAT(Parse({"listen=127.0.0.1:0"}), StatusIs(absl::StatusCode::kInvalidArgument,
                                                      HasSubstr("\"listen=127.0.0.1:0\" is not a flag")));
}

}  // namespace
}  // namespace karvan::indicators
