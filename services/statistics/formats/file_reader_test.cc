#include "services/statistics/formats/file_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/formats/testing/read_file.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;
using testing::ReadFile;
using testing::ReadResult;

constexpr char kTwoRows[] = "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,255.8\nTJK,KAZ,M,2023,893\n";

void ExpectBothRows(const absl::StatusOr<ReadResult>& read) {
  ASSERT_OK(read);
  EXPECT_TRUE(read->problems.empty());
  ASSERT_EQ(read->observations.size(), 2);
  EXPECT_EQ(read->observations.at(2).measures.value->ToString(), "255.8");
  EXPECT_EQ(read->observations.at(3).measures.value->ToString(), "893");
  EXPECT_EQ(read->row_count, 2);
}

TEST(FileReaderTest, PiecesOfAnySize) {
  for (size_t piece : {1, 2, 3, 10, 1000}) {
    ExpectBothRows(ReadFile(kTwoRows, testing::GoodsDataset(), std::nullopt, piece));
  }
}

TEST(FileReaderTest, ByteOrderMarkCrlfTrailingCommaAndNoLastLineBreak) {
  ExpectBothRows(ReadFile(absl::StrCat("\xEF\xBB\xBF", kTwoRows)));
  ExpectBothRows(ReadFile(absl::StrReplaceAll(kTwoRows, {{"\n", "\r\n"}})));
  ExpectBothRows(ReadFile(absl::StrReplaceAll(kTwoRows, {{"\n", ",\n"}})));
  ExpectBothRows(ReadFile(absl::StrReplaceAll(kTwoRows, {{"255.8\n", "255.8,\n"}})));
  ExpectBothRows(ReadFile(absl::string_view(kTwoRows).substr(0, sizeof(kTwoRows) - 2)));
}

TEST(FileReaderTest, Utf16IsRefused) {
  EXPECT_THAT(ReadFile(absl::string_view("\xFF\xFEr\0e\0", 6)),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("UTF-16")));
}

TEST(FileReaderTest, RowsThatDoNotFitTheHeader) {
  ASSERT_OK_AND_ASSIGN(ReadResult read, ReadFile("reporter,partner,flow,period,value\n"
                                                 "TJK,KAZ,X,2023,1\n"
                                                 "TJK,KAZ,X,20\n"
                                                 "TJK,KAZ,X,2022,1,234\n"
                                                 "TJK,KAZ,X,2021,\"1\"2\n"
                                                 "TJK,KAZ,X,2020,1\n"));
  EXPECT_EQ(read.observations.size(), 2);
  EXPECT_EQ(read.row_count, 5);
  EXPECT_EQ(read.bad_rows, 3);
  ASSERT_EQ(read.problems.size(), 3);
  EXPECT_EQ(read.problems[0],
            (ImportProblem{3, "", "", "has 4 fields where the header has 5: the row may be cut off"}));
  EXPECT_EQ(
      read.problems[1],
      (ImportProblem{4, "", "", "has 6 fields where the header has 5: a field with a comma must be quoted"}));
  EXPECT_EQ(read.problems[2].line, 5);
}

TEST(FileReaderTest, LinesCountQuotedLineBreaks) {
  ASSERT_OK_AND_ASSIGN(ReadResult read, ReadFile("reporter,partner,flow,period,value,quantity_unit\n"
                                                 "TJK,KAZ,X,2023,1,\"two\nlines\"\n"
                                                 "TJK,KAZ,X,2022,bad,\n"));
  ASSERT_EQ(read.problems.size(), 1);
  EXPECT_EQ(read.problems[0].line, 4);
  EXPECT_EQ(read.problems[0].column, "value");
  EXPECT_EQ(read.problems[0].value, "bad");
}

TEST(FileReaderTest, UnknownFormats) {
  absl::Status status = ReadFile("country;value\nTJK;1\n").status();
  EXPECT_THAT(status, HasReason("FORMAT_UNKNOWN"));
  EXPECT_THAT(ErrorMetadata(status, "header"), Optional(std::string("country;value")));
  EXPECT_THAT(ReadFile("").status(), HasReason("FORMAT_UNKNOWN"));
  EXPECT_THAT(ReadFile("\n\n").status(), HasReason("FORMAT_UNKNOWN"));
  EXPECT_THAT(ReadFile("\"reporter,partner").status(), HasReason("FORMAT_UNKNOWN"));
}

TEST(FileReaderTest, AGivenFormatIsHeldTo) {
  EXPECT_THAT(ReadFile(kTwoRows, testing::GoodsDataset(), FileFormat::kComtradeLegacyCsv).status(),
              HasReason("HEADER_INVALID"));
  ExpectBothRows(ReadFile(kTwoRows, testing::GoodsDataset(), FileFormat::kKarvanCsv));
}

TEST(FileReaderTest, AHeaderAloneIsAFileWithoutRows) {
  ASSERT_OK_AND_ASSIGN(ReadResult read, ReadFile("reporter,partner,flow,period,value\n"));
  EXPECT_EQ(read.row_count, 0);
}

TEST(FileReaderTest, AnErrorOfTheSinkEndsTheReading) {
  struct FullSink : RowSink {
    absl::Status OnObservation(int64_t, const Observation&) override { return absl::AbortedError("full"); }
    absl::Status OnCell(int64_t, const CellRow&) override { return absl::AbortedError("full"); }
    void OnBadRow(const std::vector<ImportProblem>&) override {}
  };
  FullSink sink;
  const Dataset dataset = testing::GoodsDataset();
  FileReader reader(std::nullopt, dataset, sink);
  EXPECT_THAT(reader.Feed(kTwoRows), StatusIs(absl::StatusCode::kAborted, "full"));
}

}  // namespace
}  // namespace karvan::statistics
