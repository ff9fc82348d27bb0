#include "services/statistics/server/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Optional;

// The options of a command line; flags that it does not name keep what an earlier one said.
absl::StatusOr<Options> Parse(std::vector<std::string> flags) {
  std::vector<char*> arguments = {const_cast<char*>("karvan-statistics")};
  for (std::string& flag : flags) arguments.push_back(flag.data());
  return ParseOptions(static_cast<int>(arguments.size()), arguments.data());
}

TEST(OptionsTest, Store) {
  EXPECT_THAT(Parse({"--store="}), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("rocksdb:FOLDER")));
  EXPECT_THAT(Parse({"--store=rocksdb:"}), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Parse({"--store=postgres:x"}), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(Parse({"--store=memory:"})->store.engine, kv::StoreAddress::Engine::kMemory);
  ASSERT_OK_AND_ASSIGN(Options options, Parse({"--store=rocksdb:/data/with space"}));
  EXPECT_EQ(options.store.engine, kv::StoreAddress::Engine::kRocksDb);
  EXPECT_EQ(options.store.location, "/data/with space");
}

TEST(OptionsTest, TheRest) {
  ASSERT_OK_AND_ASSIGN(Options options,
                       Parse({"--store=memory:", "--listen=127.0.0.1:0", "--ready_file=/tmp/ready",
                              "--metrics_listen=127.0.0.1:9100", "--clock=2024-08-10T12:00:00Z"}));
  EXPECT_EQ(options.serve.listen, "127.0.0.1:0");
  EXPECT_EQ(options.serve.ready_file, "/tmp/ready");
  EXPECT_EQ(options.serve.metrics_listen, "127.0.0.1:9100");
  EXPECT_THAT(options.serve.clock, Optional(absl::FromUnixSeconds(1'723'291'200)));
  EXPECT_THAT(Parse({"--clock=yesterday"}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("RFC 3339")));
}

}  // namespace
}  // namespace karvan::statistics
