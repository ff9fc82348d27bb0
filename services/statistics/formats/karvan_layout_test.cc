#include "services/statistics/formats/karvan_layout.h"

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
using ::testing::UnorderedElementsAre;

TEST(KarvanLayoutTest, RequiredColumnsAloneTakeDefaults) {
  ASSERT_OK_AND_ASSIGN(ReadResult read,
                       ReadFile("reporter,partner,flow,period,value\nTJK,KAZ,X,2023,255.8\n"));
  EXPECT_EQ(read.format, FileFormat::kKarvanCsv);
  const Observation& exports = read.observations.at(2);
  EXPECT_EQ(exports.series, (SeriesKey{"TJK", "X", "KAZ", "HS", "W00", "C00", "0", "TOTAL"}));
  EXPECT_EQ(exports.period, *Period::Year(2023));
  EXPECT_EQ(exports.measures.value->ToString(), "255.8");
  EXPECT_EQ(exports.measures.unit_multiplier, 0);
  EXPECT_EQ(exports.measures.qualifier, Qualifier::kNone);
  EXPECT_EQ(exports.measures.status, "A");
  EXPECT_EQ(exports.measures.confidentiality, "F");
  EXPECT_EQ(exports.measures.statement, "");
}

TEST(KarvanLayoutTest, EveryColumn) {
  ASSERT_OK_AND_ASSIGN(
      ReadResult read,
      ReadFile(
          "statement,confidentiality,status,qualifier,quantity_unit,quantity,net_weight,fob_value,cif_value,"
          "valuation,unit_multiplier,value,period,transport_mode,customs_procedure,second_partner,product,"
          "classification,flow,partner,reporter\n"
          "tass-1736063,N,P,about,t,12.5,12500,250,260.1,FOB,6,255.80,2024-01-01/"
          "P7M,2100,C01,UZB,270900,H6,X,"
          "KAZ,TJK\n"));
  const Observation& row = read.observations.at(2);
  EXPECT_EQ(row.series, (SeriesKey{"TJK", "X", "KAZ", "H6", "UZB", "C01", "2100", "270900"}));
  EXPECT_EQ(row.period, *Period::Cumulative(2024, 7));
  EXPECT_EQ(row.measures.value->ToString(), "255.80") << "the printed scale is kept";
  EXPECT_EQ(row.measures.unit_multiplier, 6);
  EXPECT_EQ(row.measures.valuation, Valuation::kFob);
  EXPECT_EQ(row.measures.cif_value->ToString(), "260.1");
  EXPECT_EQ(row.measures.fob_value->ToString(), "250");
  EXPECT_EQ(row.measures.net_weight->ToString(), "12500");
  EXPECT_EQ(row.measures.quantity->ToString(), "12.5");
  EXPECT_EQ(row.measures.quantity_unit, "t");
  EXPECT_EQ(row.measures.qualifier, Qualifier::kAbout);
  EXPECT_EQ(row.measures.status, "P");
  EXPECT_EQ(row.measures.confidentiality, "N");
  EXPECT_EQ(row.measures.statement, "tass-1736063");
}

TEST(KarvanLayoutTest, QualifierWords) {
  for (auto [word, qualifier] :
       {std::pair("", Qualifier::kNone), std::pair("exact", Qualifier::kExact),
        std::pair("about", Qualifier::kAbout), std::pair("over", Qualifier::kOver),
        std::pair("at_least", Qualifier::kAtLeast), std::pair("almost", Qualifier::kAlmost),
        std::pair("up_to", Qualifier::kUpTo)}) {
    ASSERT_OK_AND_ASSIGN(ReadResult read,
                         ReadFile(absl::StrCat("reporter,partner,flow,period,value,qualifier\n"
                                               "TJK,KAZ,X,2023,1,",
                                               word, "\n")));
    EXPECT_EQ(read.observations.at(2).measures.qualifier, qualifier) << word;
  }
}

TEST(KarvanLayoutTest, FlowsOfTheDatasetsKind) {
  constexpr char kGdp[] = "reporter,partner,flow,period,value\nKAZ,W00,GDP,2023,261.4\n";
  Dataset reference = testing::GoodsDataset();
  reference.kind = DatasetKind::kReferenceSeries;
  EXPECT_EQ(ReadFile(kGdp, reference)->observations.size(), 1);
  EXPECT_THAT(ReadFile(kGdp)->problems[0].message, HasSubstr("\"GDP\" is not a flow of trade"));
}

TEST(KarvanLayoutTest, EachBadFieldIsNamed) {
  ASSERT_OK_AND_ASSIGN(
      ReadResult read,
      ReadFile(
          "reporter,partner,flow,period,value,classification,product,second_partner,customs_procedure,"
          "transport_mode,unit_multiplier,valuation,cif_value,fob_value,net_weight,quantity,quantity_unit,"
          "qualifier,status,confidentiality,statement\n"
          "tjk,KZ,x,2024-13,1.2.3,hs,1,?,c,air,million,cif,a,b,c,d,0123456789012345678901234567890123456789"
          "012345678901234567890123456789,some,AA,f,Tass\n"));
  EXPECT_EQ(read.bad_rows, 1);
  EXPECT_EQ(read.problems.size(), 21);
}

TEST(KarvanLayoutTest, ARowSaysSomethingOrWhyNot) {
  constexpr char kHeader[] = "reporter,partner,flow,period,value,net_weight,status\n";
  EXPECT_EQ(ReadFile(absl::StrCat(kHeader, "TJK,KAZ,X,2023,,,\n"))->problems.at(0).column, "value");
  EXPECT_EQ(ReadFile(absl::StrCat(kHeader, "TJK,KAZ,X,2023,,5,\n"))->observations.size(), 1);
  EXPECT_EQ(ReadFile(absl::StrCat(kHeader, "TJK,KAZ,X,2023,,,O\n"))->observations.size(), 1);
}

TEST(KarvanLayoutTest, ARowCanDeleteItsCell) {
  ASSERT_OK_AND_ASSIGN(ReadResult read, ReadFile("reporter,partner,flow,period,value,status,action\n"
                                                 "TJK,KAZ,X,2023,,,D\n"
                                                 "TJK,KAZ,X,2024,7,,\n"
                                                 "TJK,KAZ,M,2023,7,,D\n"
                                                 "TJK,KAZ,M,2024,7,,d\n"));
  EXPECT_TRUE(read.observations.at(2).measures.deleted);
  EXPECT_FALSE(HasMeasure(read.observations.at(2).measures));
  EXPECT_FALSE(read.observations.at(3).measures.deleted);
  EXPECT_EQ(read.observations.size(), 2u);
  ASSERT_EQ(read.problems.size(), 2u);
  EXPECT_EQ(read.problems[0].column, "action");
  EXPECT_THAT(read.problems[0].message, HasSubstr("no measure must be given"));
  EXPECT_THAT(read.problems[1].message, HasSubstr("must be D"));
}

TEST(KarvanLayoutTest, HeadersAreExact) {
  absl::Status missing = ReadFile("reporter,flow,value\n").status();
  EXPECT_THAT(missing, HasReason("HEADER_INVALID"));
  EXPECT_THAT(ErrorMetadata(missing, "columns"), Optional(std::string("partner, period")));
  absl::Status unknown = ReadFile("reporter,partner,flow,period,value,Weight,note\n").status();
  EXPECT_THAT(unknown, HasReason("HEADER_INVALID"));
  EXPECT_THAT(unknown.message(), HasSubstr("has the unknown columns Weight, note"));
  EXPECT_THAT(ReadFile("reporter,partner,flow,period,value,value\n").status().message(),
              HasSubstr("has more than once value"));
  EXPECT_THAT(ReadFile("a,b\n", testing::GoodsDataset(), FileFormat::kKarvanCsv).status(),
              HasReason("HEADER_INVALID"));
}

}  // namespace
}  // namespace karvan::statistics
