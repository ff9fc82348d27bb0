#include "services/statistics/formats/comtrade_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace karvan::statistics {
namespace {

using ::testing::HasSubstr;

constexpr AreaColumns kArea = {.iso = 0, .code = 1};

// A row of an ISO column and a code column.
class ComtradeFieldsTest : public ::testing::Test {
 protected:
  std::string Area(std::string iso, std::string code, absl::string_view missing = "") {
    Set(std::move(iso), std::move(code));
    return ComtradeArea(kArea, missing, *fields_);
  }
  std::string PeriodOf(std::string text) {
    Set(std::move(text), "");
    std::optional<Period> period = ComtradePeriod(0, *fields_);
    return period ? period->ToString() : "problem";
  }
  std::string NumberOf(std::string text) {
    Set(std::move(text), "");
    std::optional<Decimal> number = ComtradeNumber(0, *fields_);
    return number ? number->ToString() : fields_->problems().empty() ? "missing" : "problem";
  }
  std::string StatusOf(std::string text) {
    Set(std::move(text), "");
    std::string status = ComtradeStatus(0, *fields_);
    return fields_->problems().empty() ? status : "problem";
  }
  void Set(std::string first, std::string second) {
    row_.fields = {std::move(first), std::move(second)};
    fields_.emplace(header_, row_);
  }

  const Header header_{{.line = 1, .fields = {"iso", "code"}, .error = ""}};
  CsvRow row_{.line = 2, .fields = {}, .error = ""};
  std::optional<RowFields> fields_;
};

TEST_F(ComtradeFieldsTest, AreasByIso) {
  EXPECT_EQ(Area("KAZ", "398"), "KAZ");
  EXPECT_EQ(Area("WLD", "0"), "W00");
  EXPECT_EQ(Area("W00", "0"), "W00");
}

TEST_F(ComtradeFieldsTest, AreasByNumberWhereIsoDoesNotServe) {
  EXPECT_EQ(Area("", "398"), "KAZ");
  EXPECT_EQ(Area("", "56"), "BEL");
  EXPECT_EQ(Area("", "0"), "W00");
  EXPECT_EQ(Area("", "490"), "490");
  EXPECT_EQ(Area("S19", "490"), "490");
  EXPECT_EQ(Area("_X ", "899"), "899");
  EXPECT_EQ(Area("NA", "58"), "058");
}

TEST_F(ComtradeFieldsTest, MissingAndBadAreas) {
  EXPECT_EQ(Area("", "", "W00"), "W00");
  EXPECT_TRUE(fields_->problems().empty());
  EXPECT_EQ(Area("", ""), "");
  EXPECT_EQ(fields_->problems()[0].column, "code");
  EXPECT_EQ(Area("kaz", "39x"), "");
  EXPECT_EQ(fields_->problems()[0].value, "39x");
  EXPECT_THAT(fields_->problems()[0].message, HasSubstr("\"39x\" is not an area"));
  EXPECT_EQ(Area("", "1398", "W00"), "");
}

TEST_F(ComtradeFieldsTest, Periods) {
  EXPECT_EQ(PeriodOf("2017"), "2017");
  EXPECT_EQ(PeriodOf("201401"), "2014-01");
  for (const char* text : {"", "201413", "201400", "20141", "2014-01", "all"}) {
    EXPECT_EQ(PeriodOf(text), "problem") << text;
  }
}

TEST_F(ComtradeFieldsTest, NumbersMayHaveAnExponent) {
  EXPECT_EQ(NumberOf("288806084.289"), "288806084.289");
  EXPECT_EQ(NumberOf("1e+05"), "100000");
  EXPECT_EQ(NumberOf("2.5e+05"), "250000");
  EXPECT_EQ(NumberOf(""), "missing");
  EXPECT_EQ(NumberOf("NA"), "missing");
  for (const char* text : {"1e", "e5", "1e999", "1,000", "1.000.000", "0x1F", "-"}) {
    EXPECT_EQ(NumberOf(text), "problem") << text;
  }
}

TEST_F(ComtradeFieldsTest, OnlyFlagsOfTheValueMakeItEstimated) {
  for (const char* flag : {"", "0", "2", "4", "6"}) EXPECT_EQ(StatusOf(flag), "A") << flag;
  for (const char* flag : {"1", "8", "7"}) EXPECT_EQ(StatusOf(flag), "E") << flag;
  for (const char* flag : {"x", "-2"}) EXPECT_EQ(StatusOf(flag), "problem") << flag;
}

}  // namespace
}  // namespace karvan::statistics
