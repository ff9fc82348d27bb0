#include "services/statistics/formats/plain_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/formats/testing/read_file.h"

namespace karvan::statistics {
namespace {

using testing::ReadFile;
using testing::ReadResult;

// What came of a file, with every observation in words.
std::string Described(const ReadResult& result) {
  std::string words = absl::StrCat(result.row_count, " rows, ", result.bad_rows, " bad\n");
  auto number = [](const std::optional<Decimal>& n) { return n ? n->ToString() : "none"; };
  for (const auto& [line, o] : result.observations) {
    const Measures& m = o.measures;
    absl::StrAppend(&words, line, ": ", Describe(o.series), " ", o.series.transport_mode, " ",
                    o.period.ToString(), " ", number(m.value), " ", number(m.net_weight), " ",
                    number(m.quantity), " ", number(m.cif_value), " ", number(m.fob_value), " ");
    absl::StrAppend(&words, m.unit_multiplier, " ", static_cast<int>(m.valuation), " '", m.quantity_unit,
                    "' ", static_cast<int>(m.qualifier), " ", m.status, m.confidentiality, " ", m.statement,
                    m.deleted ? " deleted" : "", "\n");
  }
  for (const ImportProblem& problem : result.problems) {
    absl::StrAppend(&words, problem.line, " ", problem.column, " '", problem.value, "' ", problem.message,
                    "\n");
  }
  return words;
}

std::string ReadWhole(const std::string& file) {
  const absl::StatusOr<ReadResult> result =
      ReadFile(file, testing::GoodsDataset(), std::nullopt, file.size());
  return result.ok() ? Described(*result) : result.status().ToString();
}

// Pieces of a few bytes hold no whole line, so that no row is read as a plain one.
std::string ReadCarefully(const std::string& file) {
  const absl::StatusOr<ReadResult> result = ReadFile(file, testing::GoodsDataset(), std::nullopt, 5);
  return result.ok() ? Described(*result) : result.status().ToString();
}

int64_t PlainCells(const std::string& file) {
  return ReadFile(file, testing::GoodsDataset(), std::nullopt, file.size())->plain_rows;
}

class FileMaker {
 public:
  explicit FileMaker(uint32_t seed) : random_(seed) {}

  std::string Make() {
    std::string file;
    for (int i = 0; i < 200; ++i) {
      std::string row = absl::StrJoin(Fields(), ",");
      if (Below(10) == 0) Damage(row);
      static constexpr const char* kLineEnds[] = {"\n", "\n", "\n", "\n", "\r\n", "\r", ",\n", "\n\n"};
      file += row + kLineEnds[Below(8)];
    }
    return absl::StrCat(
        "reporter,partner,flow,product,period,value,net_weight,quantity,quantity_unit,status,cif_value,"
        "action\n",
        file);
  }

 private:
  uint32_t Below(uint32_t limit) { return static_cast<uint32_t>(random_() % limit); }
  // Most often one of the first two, which are good.
  template <size_t kSize>
  std::string OneOf(const char* const (&texts)[kSize]) {
    return texts[Below(8) == 0 ? Below(kSize) : Below(2)];
  }

  std::string NumberText() {
    static constexpr const char* kOdd[] = {"",   "NA",   "-",   ".5",    "5.",  "1e5", "+1",  " 7 ",
                                           "-0", "-0.0", "007", "0.001", "--1", "1-",  "1 0", "-1.5"};
    if (Below(12) == 0) return kOdd[Below(16)];
    std::string text = Below(8) == 0 ? "-" : "";
    for (uint32_t i = Below(20) + 1; i > 0; --i) text += static_cast<char>('0' + Below(10));
    if (Below(2) == 0) text.insert(text.size() - std::min<size_t>(Below(3), text.size()), ".");
    return text;
  }

  std::vector<std::string> Fields() {
    static constexpr const char* kAreas[] = {"KAZ", "TJK", "UZB", "W00", "899", "KAZ ", "kaz", "NA", ""};
    static constexpr const char* kFlows[] = {"X", "M", "RX", "X", "M", "Q"};
    static constexpr const char* kProducts[] = {"100199", "27", "TOTAL", "",
                                                "270900", "1",  "NA",    "1234567890"};
    static constexpr const char* kPeriods[] = {"2023-07",         "2023",     "2024-Q3", "2023-08", "2023-13",
                                               "2024-01-01/P12M", "2023-07 ", "NA",      ""};
    static constexpr const char* kUnits[] = {"kg", "u", "", "\"pieces, each\"", "m\xB2", "NA", "a\"b"};
    static constexpr const char* kStatus[] = {"", "A", "E", "A", "a", "NA"};
    static constexpr const char* kCif[] = {"", "", "", "", "5.5"};
    static constexpr const char* kActions[] = {"", "", "", "", "X"};
    if (Below(20) == 0) {
      return {OneOf(kAreas),
              OneOf(kAreas),
              OneOf(kFlows),
              OneOf(kProducts),
              OneOf(kPeriods),
              "",
              "",
              "",
              "",
              OneOf(kStatus),
              "",
              "D"};
    }
    return {OneOf(kAreas), OneOf(kAreas), OneOf(kFlows), OneOf(kProducts), OneOf(kPeriods), NumberText(),
            NumberText(),  NumberText(),  OneOf(kUnits), OneOf(kStatus),   OneOf(kCif),     OneOf(kActions)};
  }

  // One byte more, less or other.
  void Damage(std::string& row) {
    const size_t at = Below(static_cast<uint32_t>(row.size()));
    const char byte = ",\"\r\n\t; 0X"[Below(9)];
    switch (Below(3)) {
      case 0:
        row[at] = byte;
        break;
      case 1:
        row.insert(at, 1, byte);
        break;
      default:
        row.erase(at, 1);
    }
  }

  std::mt19937 random_;
};

TEST(PlainRowsTest, AgreesWithTheLayoutOnGoodAndDamagedRows) {
  int64_t plain_cells = 0;
  for (uint32_t seed = 0; seed < 100; ++seed) {
    const std::string file = FileMaker(seed).Make();
    ASSERT_EQ(ReadWhole(file), ReadCarefully(file)) << file;
    plain_cells += PlainCells(file);
  }
  EXPECT_GT(plain_cells, 500) << "else nothing was compared";
}

// A row that deletes tells nothing of the rows that give a value.
TEST(PlainRowsTest, ADeletionIsOfItsRowAlone) {
  const std::string file =
      "reporter,partner,flow,period,value,action\nKAZ,TJK,X,2023,,D\nKAZ,UZB,X,2023,7,\nKAZ,TJK,X,2023,8,\n";
  const absl::StatusOr<ReadResult> result =
      ReadFile(file, testing::GoodsDataset(), std::nullopt, file.size());
  ASSERT_OK(result);
  ASSERT_EQ(result->observations.size(), 3u);
  EXPECT_TRUE(result->observations.at(0 + 2).measures.deleted);
  EXPECT_FALSE(result->observations.at(1 + 2).measures.deleted);
  EXPECT_FALSE(result->observations.at(2 + 2).measures.deleted);
}

constexpr char kHeader[] = "reporter,partner,flow,product,period,value,quantity,quantity_unit\n";

TEST(PlainRowsTest, MostRowsOfAFileArePlain) {
  std::string file = kHeader;
  for (int i = 0; i < 1000; ++i) {
    absl::StrAppend(&file, "KAZ,", i % 2 == 0 ? "TJK" : "UZB", ",X,", 100000 + i % 7, ",2024-0", 1 + i % 9,
                    ",", i, ".50,", i, ",kg\n");
  }
  EXPECT_GT(PlainCells(file), 980);
  EXPECT_EQ(ReadWhole(file), ReadCarefully(file));
}

TEST(PlainRowsTest, WhatTheFileDoesNotHaveIsLearned) {
  const std::string file = "reporter,partner,flow,period,value\nKAZ,TJK,X,2024,1\nKAZ,TJK,X,2024,2\n";
  EXPECT_EQ(PlainCells(file), 1);
  EXPECT_EQ(ReadWhole(file), ReadCarefully(file));
}

TEST(PlainRowsTest, NumbersUpTo18Digits) {
  const std::string rows =
      "KAZ,TJK,X,27,2024,123456789012345678,1,kg\nKAZ,TJK,X,27,2024,-0.12345678901234567,1,kg\n"
      "KAZ,TJK,X,27,2024,1234567890123456789,1,kg\n";
  const std::string file = absl::StrCat(kHeader, "KAZ,TJK,X,27,2024,1,1,kg\n", rows);
  EXPECT_EQ(PlainCells(file), 2);
  EXPECT_EQ(ReadWhole(file), ReadCarefully(file));
}

TEST(PlainRowsTest, LongLinesAreLeftToTheTokenizer) {
  // Each field was read before, but a row of both is longer than a row may be.
  const std::string spaces(40'000, ' ');
  const std::string file =
      absl::StrCat(kHeader, spaces, "KAZ,TJK,X,27,2024,1,1,kg\nKAZ,", spaces, "TJK,X,27,2024,1,1,kg\n",
                   spaces, "KAZ,", spaces, "TJK,X,27,2024,1,1,kg\n");
  EXPECT_EQ(ReadWhole(file), ReadCarefully(file));
  EXPECT_THAT(ReadWhole(file), ::testing::HasSubstr("1 bad"));
}

TEST(PlainRowsTest, LinesAreCounted) {
  const std::string file =
      absl::StrCat(kHeader, "KAZ,TJK,X,27,2024,1,1,kg\r\n\r\nKAZ,TJK,X,27,2024,2,1,kg\r\n",
                   "KAZ,TJK,X,27,2024,3,1,kg\n\nKAZ,TJK,X,27,20x4,4,1,kg\n");
  EXPECT_EQ(PlainCells(file), 2);
  EXPECT_EQ(ReadWhole(file), ReadCarefully(file));
  EXPECT_THAT(ReadWhole(file), ::testing::HasSubstr("\n7 period '20x4'"));
}

}  // namespace
}  // namespace karvan::statistics
