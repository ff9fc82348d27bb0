#include "services/cli/render/error_text.h"

#include "gtest/gtest.h"
#include "services/platform/status/error.h"

namespace karvan::cli {
namespace {

TEST(ErrorText, SaysMessageCodeAndReason) {
  EXPECT_EQ(
      ErrorText(Error(absl::StatusCode::kNotFound, "RESOURCE_NOT_FOUND", "there is no dataset \"x\""), "a:1"),
      "karvan: there is no dataset \"x\"\n"
      "  NOT_FOUND, RESOURCE_NOT_FOUND\n");
}

TEST(ErrorText, NamesEachField) {
  std::string text =
      ErrorText(InvalidFields({{"filter.flows", "\"Q\" is no flow"}, {"page_size", "-1"}}), "a:1");
  EXPECT_NE(text.find("  INVALID_ARGUMENT, INVALID_FIELD\n"
                      "  filter.flows: \"Q\" is no flow\n"
                      "  page_size: -1\n"),
            std::string::npos)
      << text;
}

TEST(ErrorText, SaysHowToGetASuite) {
  std::string text = ErrorText(absl::UnavailableError("connection refused"), "127.0.0.1:50051");
  EXPECT_NE(text.find("No suite answered at 127.0.0.1:50051"), std::string::npos) << text;
  // A suite that answered that it has too much to do is there.
  text = ErrorText(Error(absl::StatusCode::kUnavailable, "OVERLOADED", "too much to do"), "127.0.0.1:50051");
  EXPECT_EQ(text.find("No suite"), std::string::npos) << text;
}

}  // namespace
}  // namespace karvan::cli
