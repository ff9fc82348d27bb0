#include "services/statistics/domain/codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(CodesTest, Areas) {
  for (const char* code : {"KAZ", "TJK", "899", "004", "W00"}) EXPECT_OK(CheckArea(code)) << code;
  for (const char* code : {"", "KZ", "kaz", "KAZA", "W01", "8999", "K4Z", "12", "KA\n"}) {
    EXPECT_THAT(CheckArea(code), StatusIs(absl::StatusCode::kInvalidArgument)) << code;
  }
  EXPECT_THAT(CheckArea("kaz").message(), AllOf(HasSubstr("\"kaz\""), HasSubstr("W00")));
}

TEST(CodesTest, TradeFlowsAreAClosedList) {
  for (const char* code : {"X", "M", "RX", "RM", "DX", "FM", "MIP", "MOP", "XIP", "XOP", "T"}) {
    EXPECT_OK(CheckTradeFlow(code)) << code;
  }
  for (const char* code : {"", "x", "GDP", "XX"}) EXPECT_FALSE(CheckTradeFlow(code).ok()) << code;
  EXPECT_THAT(CheckTradeFlow("GDP").message(),
              HasSubstr("\"GDP\" is not a flow of trade: must be one of X, M"));
}

TEST(CodesTest, FlowsOfOtherKindsAreOpen) {
  for (const char* code : {"GDP", "CPI_2015", "X", "A123456789"}) EXPECT_OK(CheckFlow(code)) << code;
  for (const char* code : {"", "gdp", "_A", "1A", "A1234567890", "A-B"})
    EXPECT_FALSE(CheckFlow(code).ok()) << code;
}

TEST(CodesTest, ClassificationsAndProducts) {
  for (const char* code : {"HS", "H6", "S4", "B5"}) EXPECT_OK(CheckClassification(code)) << code;
  for (const char* code : {"", "h6", "6H", "HS-6"}) EXPECT_FALSE(CheckClassification(code).ok()) << code;
  for (const char* code : {"TOTAL", "27", "270900", "2709001000"}) EXPECT_OK(CheckProduct(code)) << code;
  for (const char* code : {"", "7", "27.09", "total", "27090010001"})
    EXPECT_FALSE(CheckProduct(code).ok()) << code;
}

TEST(CodesTest, Breakdowns) {
  for (const char* code : {"C00", "C01", "C20"}) EXPECT_OK(CheckCustomsProcedure(code)) << code;
  for (const char* code : {"", "c00", "C-1"}) EXPECT_FALSE(CheckCustomsProcedure(code).ok()) << code;
  for (const char* code : {"0", "1000", "2100"}) EXPECT_OK(CheckTransportMode(code)) << code;
  for (const char* code : {"", "air", "100000"}) EXPECT_FALSE(CheckTransportMode(code).ok()) << code;
}

TEST(CodesTest, StatusCodesAndIds) {
  EXPECT_OK(CheckStatusCode("A"));
  for (const char* code : {"", "a", "AB", "1"}) EXPECT_FALSE(CheckStatusCode(code).ok()) << code;
  for (const char* id : {"a", "tj-stat", "tass-1736063"}) EXPECT_OK(CheckId(id)) << id;
  for (const char* id : {"", "1a", "-a", "A", "a_b", "a/b"}) EXPECT_FALSE(CheckId(id).ok()) << id;
  EXPECT_OK(CheckId(std::string(63, 'a')));
  EXPECT_FALSE(CheckId(std::string(64, 'a')).ok());
}

TEST(CodesTest, MessagesShowBytesThatAreNotText) {
  EXPECT_THAT(CheckArea("\xff\x01").message(), HasSubstr("\"\\xff\\x01\""));
}

}  // namespace
}  // namespace karvan::statistics
