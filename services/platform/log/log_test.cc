#include "services/platform/log/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace karvan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class LogTest : public ::testing::Test {
 protected:
  ~LogTest() override { log::SetThreshold(log::Severity::kInfo); }

  nlohmann::json Last() const { return nlohmann::json::parse(lines_.back()); }

  std::vector<std::string> lines_;
  log::ScopedSink sink_{[this](absl::string_view line) { lines_.emplace_back(line); }};
};

TEST_F(LogTest, WritesOneJsonObjectALineInTheOrderGiven) {
  std::string name = "datasets/comtrade/releases/1";
  log::Info("release published", {{"release", name},
                                  {"rows", 1200},
                                  {"share", 0.5},
                                  {"atomic", true},
                                  {"bytes", std::numeric_limits<uint64_t>::max()},
                                  {"by", absl::string_view("loader")}});
  ASSERT_EQ(lines_.size(), 1u);
  EXPECT_THAT(lines_[0],
              MatchesRegex(R"(\{"time":"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}Z","severity":"info",)"
                           R"("message":"release published","release":"datasets/comtrade/releases/1",)"
                           R"("rows":1200,"share":0.5,"atomic":true,"bytes":18446744073709551615,)"
                           R"("by":"loader"\})"));
}

TEST_F(LogTest, TimeIsNowInUtc) {
  absl::Time before = absl::Now();
  log::Info("tick");
  absl::Time time;
  std::string error;
  ASSERT_TRUE(absl::ParseTime(absl::RFC3339_full, Last()["time"].get<std::string>(), &time, &error)) << error;
  EXPECT_GE(time, before - absl::Microseconds(1));
  EXPECT_LE(time, absl::Now());
}

TEST_F(LogTest, EscapesTextAndRepairsWhatIsNotUtf8) {
  log::Warning("two\nlines \"quoted\"", {{"latin", "caf\xE9"}, {"cyrillic", "Душанбе"}});
  EXPECT_EQ(lines_[0].find('\n'), std::string::npos);
  EXPECT_EQ(Last()["severity"], "warning");
  EXPECT_EQ(Last()["message"], "two\nlines \"quoted\"");
  EXPECT_EQ(Last()["latin"], "caf\uFFFD");
  EXPECT_EQ(Last()["cyrillic"], "Душанбе");
}

TEST_F(LogTest, KeepsFieldsOfRepeatedOrReservedNames) {
  log::Error("failed", {{"message", "inner"}, {"key", 1}, {"key", 2}, {"key", 3}});
  EXPECT_EQ(Last()["message"], "failed");
  EXPECT_EQ(Last()["message_"], "inner");
  EXPECT_EQ(Last()["key"], 1);
  EXPECT_EQ(Last()["key_"], 2);
  EXPECT_EQ(Last()["key__"], 3);
}

TEST_F(LogTest, DropsLinesBelowTheThreshold) {
  log::SetThreshold(log::Severity::kWarning);
  EXPECT_EQ(log::Threshold(), log::Severity::kWarning);
  log::Info("dropped");
  log::Warning("kept");
  log::SetThreshold(log::Severity::kError);
  log::Warning("dropped");
  log::Write(log::Severity::kError, "kept too", {});
  EXPECT_THAT(lines_, ElementsAre(HasSubstr("\"kept\""), HasSubstr("\"kept too\"")));
}

TEST_F(LogTest, ParsesSeverities) {
  EXPECT_EQ(log::ParseSeverity("info").value(), log::Severity::kInfo);
  EXPECT_EQ(log::ParseSeverity("warning").value(), log::Severity::kWarning);
  EXPECT_EQ(log::ParseSeverity("error").value(), log::Severity::kError);
  EXPECT_EQ(log::ParseSeverity("LOUD").status(),
            absl::InvalidArgumentError("severity \"LOUD\" is not known: info, warning and error are"));
}

TEST_F(LogTest, SinksNest) {
  std::vector<std::string> inner_lines;
  {
    log::ScopedSink inner([&](absl::string_view line) { inner_lines.emplace_back(line); });
    log::Info("inner");
  }
  log::Info("outer");
  EXPECT_THAT(inner_lines, ElementsAre(HasSubstr("inner")));
  EXPECT_THAT(lines_, ElementsAre(HasSubstr("outer")));
}

TEST_F(LogTest, LosesAndMixesNoLineOfSeveralThreads) {
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([thread] {
      for (int n = 0; n < 250; ++n) log::Info("line", {{"number", thread * 250 + n}});
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<int> numbers;
  for (const std::string& line : lines_) numbers.push_back(nlohmann::json::parse(line)["number"]);
  std::sort(numbers.begin(), numbers.end());
  ASSERT_EQ(numbers.size(), 1000u);
  for (int n = 0; n < 1000; ++n) EXPECT_EQ(numbers[n], n);
}

TEST(LogToStderrTest, EndsEachLine) {
  ::testing::internal::CaptureStderr();
  log::Info("one");
  log::Info("two");
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), MatchesRegex("\\{.*\"one\"\\}\n\\{.*\"two\"\\}\n"));
}

}  // namespace
}  // namespace karvan
