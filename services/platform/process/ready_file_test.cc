#include "services/platform/process/ready_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "services/platform/status/testing/matchers.h"

namespace karvan::process {
namespace {

using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;

std::string Contents(const std::string& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

TEST(ReadyFileTest, IsThereFromTheWriteToTheEnd) {
  const std::string path = ::testing::TempDir() + "/ready_file_test.ready";
  std::ofstream(path) << "127.0.0.1:1\n";  // of a process that was killed
  {
    ReadyFile file(path);
    EXPECT_FALSE(std::filesystem::exists(path));
    ASSERT_OK(file.Write("127.0.0.1:50051"));
    EXPECT_EQ(Contents(path), "127.0.0.1:50051\n");
    EXPECT_FALSE(std::filesystem::exists(path + ".tmp"));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(ReadyFileTest, NoPathIsNoFile) { EXPECT_OK(ReadyFile("").Write("127.0.0.1:1")); }

TEST(ReadyFileTest, NamesAFileThatCannotBeWritten) {
  EXPECT_THAT(ReadyFile("/no such folder/ready").Write("127.0.0.1:1"),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("/no such folder/ready")));
}

}  // namespace
}  // namespace karvan::process
