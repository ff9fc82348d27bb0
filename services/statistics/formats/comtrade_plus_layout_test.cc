#include "services/statistics/formats/comtrade_plus_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/formats/testing/read_file.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::Optional;
using testing::ReadFile;
using testing::ReadResult;

constexpr char kCamelCase[] =
    "\"typeCode\",\"freqCode\",\"refPeriodId\",\"refYear\",\"refMonth\",\"period\",\"reporterCode\","
    "\"reporterISO\","
    "\"reporterDesc\",\"flowCode\",\"flowDesc\",\"partnerCode\",\"partnerISO\",\"partnerDesc\","
    "\"partner2Code\","
    "\"partner2ISO\",\"partner2Desc\",\"classificationCode\",\"classificationSearchCode\","
    "\"isOriginalClassification\",\"cmdCode\",\"cmdDesc\",\"aggrLevel\",\"isLeaf\",\"customsCode\","
    "\"customsDesc\","
    "\"mosCode\",\"motCode\",\"motDesc\",\"qtyUnitCode\",\"qtyUnitAbbr\",\"qty\",\"isQtyEstimated\","
    "\"altQtyUnitCode\",\"altQtyUnitAbbr\",\"altQty\",\"isAltQtyEstimated\",\"netWgt\",\"isNetWgtEstimated\","
    "\"grossWgt\",\"isGrossWgtEstimated\",\"cifvalue\",\"fobvalue\",\"primaryValue\","
    "\"legacyEstimationFlag\","
    "\"isReported\",\"isAggregate\"\n";

// A row of the 47 fields, with what the tests vary.
struct Row {
  const char* type = "C";
  const char* flow = "M";
  const char* partner2 = "0,\"W00\"";
  const char* customs = "C00";
  const char* supply = "0 ";
  const char* transport = "0";
  const char* unit = "8,\"kg\"";
  const char* quantity = "20.4";
  const char* values = "128.8,0,128.8";
};

std::string Line(const Row& row) {
  return absl::StrCat(
      "\"", row.type, "\",\"M\",20190301,2019,3,\"201903\",398,\"KAZ\",\"Kazakhstan\",\"", row.flow,
      "\",\"Import\",643,\"RUS\",\"Russian Federation\",", row.partner2,
      ",\"World\",\"H5\",\"HS\",\"true\",\"030194\",\"Fish; live, tunas (Thunnus thynnus)\",6,\"true\",\"",
      row.customs, "\",\"TOTAL CPC\",\"", row.supply, "\",", row.transport, ",\"TOTAL MOT\",", row.unit, ",",
      row.quantity, ",\"false\",8,\"kg\",42,\"false\",20.4,\"false\",0,\"false\",", row.values,
      ",0,\"true\",\"false\"\n");
}

absl::StatusOr<ReadResult> ReadRow(const Row& row) { return ReadFile(absl::StrCat(kCamelCase, Line(row))); }

TEST(ComtradePlusLayoutTest, The47Fields) {
  ASSERT_OK_AND_ASSIGN(ReadResult read, ReadRow({}));
  EXPECT_EQ(read.format, FileFormat::kComtradePlusCsv);
  ASSERT_EQ(read.observations.size(), 1);
  const Observation& fish = read.observations.at(2);
  EXPECT_EQ(fish.series, (SeriesKey{"KAZ", "M", "RUS", "H5", "W00", "C00", "0", "030194"}));
  EXPECT_EQ(fish.period, *Period::Month(2019, 3));
  EXPECT_EQ(fish.measures.value->ToString(), "128.8");
  EXPECT_EQ(fish.measures.valuation, Valuation::kCif);
  EXPECT_EQ(fish.measures.cif_value->ToString(), "128.8");
  EXPECT_EQ(fish.measures.fob_value, std::nullopt) << "0 beside a value means not given";
  EXPECT_EQ(fish.measures.net_weight->ToString(), "20.4");
  EXPECT_EQ(fish.measures.quantity->ToString(), "20.4");
  EXPECT_EQ(fish.measures.quantity_unit, "kg");
  EXPECT_EQ(fish.measures.status, "A");
}

TEST(ComtradePlusLayoutTest, SnakeCaseOfRClients) {
  ASSERT_OK_AND_ASSIGN(
      ReadResult read,
      ReadFile("\"period\",\"reporter_code\",\"reporter_iso\",\"flow_code\",\"partner_code\",\"partner_iso\","
               "\"partner2code\",\"partner2iso\",\"classification_code\",\"cmd_code\",\"primary_value\"\n"
               "\"2018\",40,\"AUT\",\"M\",0,\"W00\",0,\"W00\",\"H5\",\"4401\",288806084.289\n"));
  ASSERT_EQ(read.observations.size(), 1);
  EXPECT_EQ(read.observations.at(2).series, (SeriesKey{"AUT", "M", "W00", "H5", "W00", "C00", "0", "4401"}));
  EXPECT_EQ(read.observations.at(2).measures.value->ToString(), "288806084.289");
}

TEST(ComtradePlusLayoutTest, Breakdowns) {
  ASSERT_OK_AND_ASSIGN(ReadResult read,
                       ReadRow({.partner2 = "792,\"TUR\"", .customs = "C01", .transport = "2100"}));
  EXPECT_EQ(read.observations.at(2).series,
            (SeriesKey{"KAZ", "M", "RUS", "H5", "TUR", "C01", "2100", "030194"}));
}

TEST(ComtradePlusLayoutTest, ValuationIsThatOfTheEqualValue) {
  auto valuation = [](const Row& row) { return ReadRow(row)->observations.at(2).measures.valuation; };
  EXPECT_EQ(valuation({.values = "7,5,7"}), Valuation::kCif);
  EXPECT_EQ(valuation({.values = "7,5,5"}), Valuation::kFob);
  EXPECT_EQ(valuation({.values = "7,5,6"}), Valuation::kNotStated);
  EXPECT_EQ(valuation({.flow = "M", .values = "7,7,7"}), Valuation::kCif);
  EXPECT_EQ(valuation({.flow = "DX", .values = "7,7,7"}), Valuation::kFob);
  EXPECT_EQ(valuation({.values = ",,7"}), Valuation::kNotStated);
}

TEST(ComtradePlusLayoutTest, ZerosBesideAZeroValueStand) {
  ASSERT_OK_AND_ASSIGN(ReadResult read, ReadRow({.values = "0,0,0"}));
  EXPECT_EQ(read.observations.at(2).measures.value->ToString(), "0");
  EXPECT_EQ(read.observations.at(2).measures.cif_value->ToString(), "0");
}

TEST(ComtradePlusLayoutTest, AQuantityWithoutAUnitIsNotGiven) {
  ASSERT_OK_AND_ASSIGN(ReadResult read, ReadRow({.unit = "-1,\"N/A\"", .quantity = "0"}));
  EXPECT_EQ(read.observations.at(2).measures.quantity, std::nullopt);
  EXPECT_EQ(read.observations.at(2).measures.quantity_unit, "");
}

TEST(ComtradePlusLayoutTest, UnitsInLatin1AreConverted) {
  ASSERT_OK_AND_ASSIGN(ReadResult read, ReadRow({.unit = "12,\"m\xB3\""}));
  EXPECT_EQ(read.observations.at(2).measures.quantity_unit, "m\xC2\xB3");
}

TEST(ComtradePlusLayoutTest, ServicesAndModesOfSupplyHaveNoPlace) {
  ASSERT_OK_AND_ASSIGN(ReadResult read, ReadRow({.type = "S", .supply = "3"}));
  std::vector<std::string> columns;
  for (const ImportProblem& problem : read.problems) columns.push_back(problem.column);
  EXPECT_THAT(columns, ElementsAre("typeCode", "mosCode"));
}

TEST(ComtradePlusLayoutTest, BadCodesAndNumbersAreNamed) {
  ASSERT_OK_AND_ASSIGN(ReadResult read, ReadRow({.flow = "Import",
                                                 .partner2 = "\"x\",\"\"",
                                                 .customs = "c",
                                                 .transport = "\"air\"",
                                                 .quantity = "12kg",
                                                 .values = "a,b,c"}));
  std::vector<std::string> columns;
  for (const ImportProblem& problem : read.problems) columns.push_back(problem.column);
  EXPECT_THAT(columns, ElementsAre("flowCode", "partner2Code", "customsCode", "motCode", "primaryValue",
                                   "cifvalue", "fobvalue", "qty"));
}

TEST(ComtradePlusLayoutTest, MissingColumnsAreNamed) {
  absl::Status status =
      ReadFile("\"reporter_iso\",\"flow_desc\",\"partner_iso\",\"cmd_code\",\"primary_value\",\"ref_year\"\n")
          .status();
  EXPECT_THAT(status, HasReason("HEADER_INVALID"));
  EXPECT_THAT(ErrorMetadata(status, "columns"),
              Optional(std::string("period, flowCode, classificationCode")));
}

}  // namespace
}  // namespace karvan::statistics
