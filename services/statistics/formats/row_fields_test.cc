#include "services/statistics/formats/row_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/statistics/domain/codes.h"

namespace karvan::statistics {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Header& TheHeader() {
  static const Header* header = new Header({.line = 1, .fields = {"area", "value", "note"}, .error = ""});
  return *header;
}

CsvRow Row(std::vector<std::string> fields) { return {.line = 7, .fields = std::move(fields), .error = ""}; }

TEST(RowFieldsTest, TextIsTrimmedAndNaIsMissing) {
  CsvRow row = Row({" KAZ ", "NA", ""});
  RowFields fields(TheHeader(), row);
  EXPECT_EQ(fields.Text(0), "KAZ");
  EXPECT_EQ(fields.Text(1), "");
  EXPECT_EQ(fields.Text(Header::kAbsent), "");
}

TEST(RowFieldsTest, Numbers) {
  CsvRow row = Row({"", "10.50", "12x"});
  RowFields fields(TheHeader(), row);
  EXPECT_EQ(fields.Number(0), std::nullopt);
  EXPECT_EQ(fields.Number(1)->ToString(), "10.50");
  EXPECT_THAT(fields.problems(), IsEmpty());
  EXPECT_EQ(fields.Number(2), std::nullopt);
  ASSERT_EQ(fields.problems().size(), 1);
  EXPECT_EQ(fields.problems()[0].line, 7);
  EXPECT_EQ(fields.problems()[0].column, "note");
  EXPECT_EQ(fields.problems()[0].value, "12x");
}

TEST(RowFieldsTest, Codes) {
  CsvRow row = Row({"KAZ", "", "kaz"});
  RowFields fields(TheHeader(), row);
  EXPECT_EQ(fields.Code(0, CheckArea), "KAZ");
  EXPECT_EQ(fields.Code(1, CheckArea, "W00"), "W00");
  EXPECT_THAT(fields.problems(), IsEmpty());
  fields.Code(2, CheckArea);
  EXPECT_THAT(fields.problems()[0].message, HasSubstr("\"kaz\" is not an area code"));
}

TEST(RowFieldsTest, ProblemsAreUtf8AndShort) {
  CsvRow row = Row({"", "C\xF4te", std::string(300, 'x')});
  RowFields fields(TheHeader(), row);
  fields.AddProblem(1, "is odd");
  fields.AddProblem(2, "is long");
  fields.AddProblem(Header::kAbsent, "is wrong as a whole");
  EXPECT_EQ(fields.problems()[0].value, "C\xC3\xB4te");
  EXPECT_EQ(fields.problems()[1].value, std::string(200, 'x'));
  EXPECT_EQ(fields.problems()[2].column, "");
}

}  // namespace
}  // namespace karvan::statistics
