#include "services/statistics/storage/keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::StatusIs;

Observation CellOf(std::string reporter, std::string flow, std::string partner, std::string product,
                   const char* period, std::string transport = "0") {
  Observation cell;
  cell.series = {reporter, flow, partner, "H6", "W00", "C00", transport, product};
  cell.period = *Period::Parse(period);
  return cell;
}

std::string KeyOf(const Observation& cell) { return CellKey(cell.series, cell.period); }

TEST(KeysTest, BytesOnDisk) {
  EXPECT_EQ(absl::BytesToHexString(CountersKey("tj")), "02746a000102430001");
  EXPECT_EQ(absl::BytesToHexString(ReleaseKey("tj", 3)), "02746a0001024c0001038000000000000003");
  EXPECT_EQ(absl::BytesToHexString(PublicationKey("tj", 3)), "02746a000102500001038000000000000003");
  EXPECT_EQ(absl::BytesToHexString(EmbargoKey("tj", 3)), "02746a000102450001038000000000000003");
  EXPECT_EQ(absl::BytesToHexString(PurgeKey("tj", 3)), "02746a000102580001038000000000000003");
  EXPECT_EQ(absl::BytesToHexString(RunPrefix("tj", 7)), "02746a000102420001038000000000000007");
}

TEST(KeysTest, PrefixesContainTheirKeys) {
  EXPECT_TRUE(absl::StartsWith(ReleaseKey("tj", 3), ReleasesPrefix("tj")));
  EXPECT_TRUE(absl::StartsWith(PublicationKey("tj", 3), PublicationsPrefix("tj")));
  EXPECT_TRUE(absl::StartsWith(EmbargoKey("tj", 3), EmbargoesPrefix("tj")));
  EXPECT_TRUE(absl::StartsWith(PurgeKey("tj", 3), PurgesPrefix("tj")));
  EXPECT_TRUE(absl::StartsWith(DatasetKey("tj"), DatasetsPrefix()));
  EXPECT_TRUE(absl::StartsWith(RunPrefix("tj", 7), RunsPrefix("tj")));
  EXPECT_FALSE(absl::StartsWith(RunPrefix("tj", 70), RunPrefix("tj", 7)));
}

TEST(KeysTest, CellKeysOrderAsCells) {
  const std::vector<Observation> ordered = {
      CellOf("KAZ", "M", "UZB", "27", "2024"),    CellOf("KAZ", "X", "TJK", "27", "2023-12"),
      CellOf("KAZ", "X", "TJK", "27", "2024-01"), CellOf("KAZ", "X", "TJK", "27", "2024-Q1"),
      CellOf("KAZ", "X", "TJK", "27", "2024"),    CellOf("KAZ", "X", "TJK", "2701", "2022"),
      CellOf("KAZ", "X", "TJK", "TOTAL", "2022"), CellOf("KAZ", "X", "TJK", "27", "2022", "1000"),
      CellOf("KAZ", "X", "UZB", "27", "2022"),    CellOf("TJK", "M", "KAZ", "27", "2022"),
  };
  for (size_t i = 0; i + 1 < ordered.size(); ++i) {
    EXPECT_TRUE(CompareCells(ordered[i], ordered[i + 1]) < 0) << i;
    EXPECT_LT(KeyOf(ordered[i]), KeyOf(ordered[i + 1])) << i;
  }
}

TEST(KeysTest, CellKeysCanBeRead) {
  const Observation cell = CellOf("KAZ", "X", "TJK", "27", "2024-01-01/P7M", "1000");
  ASSERT_OK_AND_ASSIGN(Cell read, ParseCellKey(KeyOf(cell)));
  EXPECT_EQ(read.series, cell.series);
  EXPECT_EQ(read.period, cell.period);
  EXPECT_THAT(ParseCellKey("x"), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(ParseCellKey(KeyOf(cell) + KeyOf(cell)), StatusIs(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace karvan::statistics
