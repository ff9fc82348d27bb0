#include "services/statistics/formats/csv_tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The rows of a file that is fed in pieces of `piece` bytes.
std::vector<CsvRow> Tokenize(absl::string_view file, size_t piece) {
  std::vector<CsvRow> rows;
  CsvTokenizer tokenizer([&rows](CsvRow& row) {
    rows.push_back(row);
    return absl::OkStatus();
  });
  for (size_t i = 0; i < file.size(); i += piece) EXPECT_OK(tokenizer.Feed(file.substr(i, piece)));
  EXPECT_OK(tokenizer.Finish());
  return rows;
}

// Every test runs with pieces of every small size: no state may be lost between two.
class CsvTokenizerTest : public ::testing::TestWithParam<size_t> {
 protected:
  std::vector<CsvRow> Rows(absl::string_view file) { return Tokenize(file, GetParam()); }
};

TEST_P(CsvTokenizerTest, PlainRows) {
  auto rows = Rows("a,b\n1,\n,2");
  ASSERT_EQ(rows.size(), 3);
  EXPECT_THAT(rows[0].fields, ElementsAre("a", "b"));
  EXPECT_THAT(rows[1].fields, ElementsAre("1", ""));
  EXPECT_THAT(rows[2].fields, ElementsAre("", "2"));
  EXPECT_EQ(rows[2].line, 3);
}

TEST_P(CsvTokenizerTest, LineEndings) {
  for (const char* file :
       {"a,b\r\nc,d\r\n", "a,b\nc,d\n", "a,b\rc,d\r", "a,b\r\n\r\nc,d", "\n\na,b\nc,d\n\n"}) {
    auto rows = Rows(file);
    ASSERT_EQ(rows.size(), 2) << file;
    EXPECT_THAT(rows[0].fields, ElementsAre("a", "b"));
    EXPECT_THAT(rows[1].fields, ElementsAre("c", "d"));
  }
  EXPECT_EQ(Rows("a,b\r\nc,d\r\n")[1].line, 2);
  EXPECT_EQ(Rows("a,b\rc,d\r")[1].line, 2);
  EXPECT_EQ(Rows("a,b\r\n\r\nc,d")[1].line, 3);
  EXPECT_EQ(Rows("\n\na,b\nc,d\n\n")[0].line, 3);
}

TEST_P(CsvTokenizerTest, QuotedFields) {
  auto rows = Rows("\"a, b\",\"say \"\"yes\"\"\",\"\"\nx,y,z\n");
  ASSERT_EQ(rows.size(), 2);
  EXPECT_THAT(rows[0].fields, ElementsAre("a, b", "say \"yes\"", ""));
  EXPECT_EQ(rows[0].error, "");
}

TEST_P(CsvTokenizerTest, QuotedLineBreaksCountAsLines) {
  auto rows = Rows("h\n\"one\ntwo\r\nthree\",x\nlast\n");
  ASSERT_EQ(rows.size(), 3);
  EXPECT_THAT(rows[1].fields, ElementsAre("one\ntwo\r\nthree", "x"));
  EXPECT_EQ(rows[1].line, 2);
  EXPECT_EQ(rows[2].line, 5);
}

TEST_P(CsvTokenizerTest, QuoteInsideAnUnquotedFieldIsText) {
  EXPECT_THAT(Rows("5\" pipe,b\n")[0].fields, ElementsAre("5\" pipe", "b"));
}

TEST_P(CsvTokenizerTest, OneEmptyQuotedFieldIsARow) {
  auto rows = Rows("\"\"\n");
  ASSERT_EQ(rows.size(), 1);
  EXPECT_THAT(rows[0].fields, ElementsAre(""));
}

TEST_P(CsvTokenizerTest, TextAfterAClosingQuoteSpoilsTheRowAlone) {
  auto rows = Rows("\"a\"b,c\nd,e\n");
  ASSERT_EQ(rows.size(), 2);
  EXPECT_THAT(rows[0].error, HasSubstr("follows a closing quote"));
  EXPECT_THAT(rows[1].fields, ElementsAre("d", "e"));
  EXPECT_EQ(rows[1].line, 2);
}

TEST_P(CsvTokenizerTest, UnclosedQuoteAtTheEnd) {
  auto rows = Rows("a\n\"b\nc");
  ASSERT_EQ(rows.size(), 2);
  EXPECT_THAT(rows[1].error, HasSubstr("not closed"));
  EXPECT_EQ(rows[1].line, 2);
}

TEST_P(CsvTokenizerTest, EmptyFileHasNoRows) { EXPECT_TRUE(Rows("").empty()); }

INSTANTIATE_TEST_SUITE_P(PieceSizes, CsvTokenizerTest, ::testing::Values(1, 2, 3, 5, 1000));

TEST(CsvTokenizerLimitTest, ALongRowIsAnErrorAndReadingGoesOn) {
  std::string file = "h1,h2\n\"";
  for (int i = 0; i < 20000; ++i) absl::StrAppend(&file, "x,y\n");
  auto rows = Tokenize(file, 4096);
  ASSERT_GT(rows.size(), 2);
  EXPECT_EQ(rows[1].line, 2);
  EXPECT_THAT(rows[1].error, HasSubstr("longer than 65536 bytes"));
  EXPECT_THAT(rows[2].fields, ElementsAre("x", "y"));
  EXPECT_THAT(rows.back().fields, ElementsAre("x", "y"));
  EXPECT_EQ(rows.back().line, 20001);
}

TEST(CsvTokenizerLimitTest, AnErrorOfTheHandlerEndsTheReading) {
  CsvTokenizer tokenizer([](CsvRow&) { return absl::AbortedError("enough"); });
  EXPECT_THAT(tokenizer.Feed("a\nb\n"), StatusIs(absl::StatusCode::kAborted, "enough"));
}

}  // namespace
}  // namespace karvan::statistics
