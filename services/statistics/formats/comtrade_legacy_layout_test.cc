#include "services/statistics/formats/comtrade_legacy_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/formats/testing/read_file.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using ::testing::HasSubstr;
using ::testing::Optional;
using testing::ReadFile;
using testing::ReadResult;

constexpr char kHeader22[] =
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade "
    "Flow,Reporter "
    "Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,Commodity,Qty Unit Code,Qty "
    "Unit,Qty,Netweight (kg),Trade Value (US$),Flag\r\n";
constexpr char kHeader35[] =
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade "
    "Flow,Reporter "
    "Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,2nd Partner Code,2nd Partner,2nd Partner "
    "ISO,Customs Proc. Code,Customs,Mode of Transport Code,Mode of Transport,Commodity Code,Commodity,Qty "
    "Unit "
    "Code,Qty Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,Alt Qty,Netweight (kg),Gross weight (kg),Trade Value "
    "(US$),CIF Trade Value (US$),FOB Trade Value (US$),Flag\n";

TEST(ComtradeLegacyLayoutTest, The22Columns) {
  ASSERT_OK_AND_ASSIGN(
      ReadResult read,
      ReadFile(absl::StrCat(kHeader22,
                            "H4,2014,2014,2014,2,0,2,Export,398,Kazakhstan,KAZ,762,Tajikistan,TJK,27,"
                            "\"Mineral fuels, oils\",8,Weight in kilograms,25200,25200,1234567,0\r\n"
                            "H1,2000,2000,2000,2,0,1,Import,762,Tajikistan,TJK,0,World,WLD,27,"
                            "Mineral fuels,1,No Quantity,0,,99,4\r\n")));
  EXPECT_EQ(read.format, FileFormat::kComtradeLegacyCsv);
  EXPECT_EQ(read.row_count, 2);
  ASSERT_EQ(read.observations.size(), 2);
  const Observation& oil = read.observations.at(2);
  EXPECT_EQ(oil.series, (SeriesKey{"KAZ", "X", "TJK", "H4", "W00", "C00", "0", "27"}));
  EXPECT_EQ(oil.period, *Period::Year(2014));
  EXPECT_EQ(oil.measures.value->ToString(), "1234567");
  EXPECT_EQ(oil.measures.net_weight->ToString(), "25200");
  EXPECT_EQ(oil.measures.quantity->ToString(), "25200");
  EXPECT_EQ(oil.measures.quantity_unit, "Weight in kilograms");
  EXPECT_EQ(oil.measures.valuation, Valuation::kNotStated);
  const Observation& all = read.observations.at(3);
  EXPECT_EQ(all.series, (SeriesKey{"TJK", "M", "W00", "H1", "W00", "C00", "0", "27"}));
  EXPECT_EQ(all.measures.quantity, std::nullopt);
  EXPECT_EQ(all.measures.net_weight, std::nullopt);
  EXPECT_EQ(all.measures.status, "A");
}

TEST(ComtradeLegacyLayoutTest, The35ColumnsWithBreakdownsAndMonths) {
  ASSERT_OK_AND_ASSIGN(ReadResult read,
                       ReadFile(absl::StrCat(kHeader35,
                                             "HS,2014,201401,January 2014,4,0,2,Exports,826,United "
                                             "Kingdom,,0,World,,,,,,,,,0401,Milk,0,,,,,,4,,16,,,0\n"
                                             "H5,2017,2017,2017,6,1,3,Re-Export,8,Albania,ALB,643,Russia,RUS,"
                                             "792,Turkey,TUR,C01,Home use,2100,Sea,871200,"
                                             "Bicycles,5,Number of items,0,,,,0,,10,11.5,9,6\n")));
  ASSERT_EQ(read.observations.size(), 2);
  EXPECT_EQ(read.observations.at(2).series, (SeriesKey{"GBR", "X", "W00", "HS", "W00", "C00", "0", "0401"}));
  EXPECT_EQ(read.observations.at(2).period, *Period::Month(2014, 1));
  EXPECT_EQ(read.observations.at(2).measures.quantity, std::nullopt);
  const Observation& bicycles = read.observations.at(3);
  EXPECT_EQ(bicycles.series, (SeriesKey{"ALB", "RX", "RUS", "H5", "TUR", "C01", "2100", "871200"}));
  EXPECT_EQ(bicycles.measures.cif_value->ToString(), "11.5");
  EXPECT_EQ(bicycles.measures.fob_value->ToString(), "9");
  EXPECT_EQ(bicycles.measures.quantity->ToString(), "0") << "estimated zeros stand as published";
  EXPECT_EQ(bicycles.measures.net_weight->ToString(), "0");
}

TEST(ComtradeLegacyLayoutTest, HeadersThatRChanged) {
  ASSERT_OK_AND_ASSIGN(
      ReadResult read,
      ReadFile("\"Classification\",\"Period\",\"Trade.Flow.Code\",\"Reporter.Code\",\"Reporter.ISO\","
               "\"Partner.Code\","
               "\"Partner.ISO\",\"X2nd.Partner.Code\",\"Commodity.Code\",\"Trade.Value..US..\"\n"
               "\"H4\",2014,4,398,\"KAZ\",762,\"TJK\",NA,\"27\",1e+05\n"));
  ASSERT_EQ(read.observations.size(), 1);
  EXPECT_EQ(read.observations.at(2).series.flow, "RM");
  EXPECT_EQ(read.observations.at(2).measures.value->ToString(), "100000");
}

TEST(ComtradeLegacyLayoutTest, EachBadFieldIsNamed) {
  ASSERT_OK_AND_ASSIGN(
      ReadResult read,
      ReadFile(absl::StrCat(kHeader22,
                            "h4,2014,2014x,2014,2,0,9,Export,39x,Kazakhstan,,76200,Tajikistan,,2A,Oil,1,No "
                            "Quantity,0,1 000,\"1,234\",z\n")));
  EXPECT_TRUE(read.observations.empty());
  EXPECT_EQ(read.bad_rows, 1);
  std::vector<std::string> columns;
  for (const ImportProblem& problem : read.problems) {
    EXPECT_EQ(problem.line, 2);
    columns.push_back(problem.column);
  }
  EXPECT_THAT(columns, ::testing::UnorderedElementsAre("Classification", "Period", "Trade Flow Code",
                                                       "Reporter Code", "Partner Code", "Commodity Code",
                                                       "Netweight (kg)", "Trade Value (US$)", "Flag"));
}

TEST(ComtradeLegacyLayoutTest, DescriptionsMayBeInLatin1) {
  ASSERT_OK_AND_ASSIGN(ReadResult read,
                       ReadFile(absl::StrCat(kHeader22,
                                             "H4,2014,2014,2014,2,0,2,Export,398,Kazakhstan,KAZ,384,C\xF4te "
                                             "d'Ivoire,CIV,27,Oil,1,No Quantity,0,5,7,0\r\n")));
  EXPECT_TRUE(read.problems.empty());
  EXPECT_EQ(read.observations.at(2).series.partner, "CIV");
}

TEST(ComtradeLegacyLayoutTest, AMissingValueIsAProblem) {
  ASSERT_OK_AND_ASSIGN(ReadResult read,
                       ReadFile(absl::StrCat(kHeader22,
                                             "H4,2014,2014,2014,2,0,2,Export,398,Kazakhstan,KAZ,762,"
                                             "Tajikistan,TJK,27,Oil,1,No Quantity,0,5,,0\n")));
  ASSERT_EQ(read.problems.size(), 1);
  EXPECT_EQ(read.problems[0].column, "Trade Value (US$)");
}

TEST(ComtradeLegacyLayoutTest, MissingColumnsAreNamed) {
  absl::Status status = ReadFile("Year,Reporter Code,Trade Value (US$)\n").status();
  EXPECT_THAT(status, HasReason("HEADER_INVALID"));
  EXPECT_THAT(ErrorMetadata(status, "columns"),
              Optional(std::string("Classification, Period, Trade Flow Code, Partner Code, Commodity Code")));
}

TEST(ComtradeLegacyLayoutTest, OnlyForGoodsInDollars) {
  Dataset tenge = testing::GoodsDataset();
  tenge.currency_code = "KZT";
  EXPECT_THAT(ReadFile(kHeader22, tenge).status().message(), HasSubstr("is in KZT"));
  Dataset services = testing::GoodsDataset();
  services.kind = DatasetKind::kServicesTrade;
  EXPECT_THAT(ReadFile(kHeader22, services).status().message(), HasSubstr("of another kind"));
}

TEST(ComtradeLegacyLayoutTest, ReportersOfTheDatasetOnly) {
  Dataset tajik = testing::GoodsDataset();
  tajik.reporters = {"TJK"};
  ASSERT_OK_AND_ASSIGN(ReadResult read,
                       ReadFile(absl::StrCat(kHeader22,
                                             "H4,2014,2014,2014,2,0,2,Export,398,Kazakhstan,KAZ,762,"
                                             "Tajikistan,TJK,27,Oil,1,No Quantity,0,5,7,0\n"),
                                tajik));
  ASSERT_EQ(read.problems.size(), 1);
  EXPECT_THAT(read.problems[0].message, HasSubstr("must be one of TJK"));
}

}  // namespace
}  // namespace karvan::statistics
