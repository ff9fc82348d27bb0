#include "services/statistics/storage/cell_codec.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

TEST(CellCodecTest, EveryMeasureComesBack) {
  Measures measures;
  measures.value = *Decimal::Parse("-255.80");
  measures.unit_multiplier = -3;
  measures.valuation = Valuation::kFob;
  measures.cif_value = *Decimal::Parse("260");
  measures.fob_value = *Decimal::Parse("255.8");
  measures.net_weight = *Decimal::Parse("0");
  measures.quantity = *Decimal::Parse("99999999999999999999999999999999999999");
  measures.quantity_unit = "m\xC2\xB3";
  measures.qualifier = Qualifier::kAlmost;
  measures.status = "P";
  measures.confidentiality = "N";
  measures.statement = "tass-1";
  const Period period = *Period::Cumulative(2024, 7);

  ASSERT_OK_AND_ASSIGN(PeriodAndMeasures read, DecodeCell(EncodeCell(period, measures)));
  EXPECT_EQ(read.period, period);
  EXPECT_EQ(read.measures.value->ToString(), "-255.80");
  EXPECT_EQ(read.measures.unit_multiplier, -3);
  EXPECT_EQ(read.measures.valuation, Valuation::kFob);
  EXPECT_EQ(read.measures.cif_value->ToString(), "260");
  EXPECT_EQ(read.measures.fob_value->ToString(), "255.8");
  EXPECT_EQ(read.measures.net_weight->ToString(), "0");
  EXPECT_EQ(read.measures.quantity->ToString(), "99999999999999999999999999999999999999");
  EXPECT_EQ(read.measures.quantity_unit, "m\xC2\xB3");
  EXPECT_EQ(read.measures.qualifier, Qualifier::kAlmost);
  EXPECT_EQ(read.measures.status, "P");
  EXPECT_EQ(read.measures.confidentiality, "N");
  EXPECT_EQ(read.measures.statement, "tass-1");
}

TEST(CellCodecTest, MissingIsNotZero) {
  ASSERT_OK_AND_ASSIGN(PeriodAndMeasures read, DecodeCell(EncodeCell(Period(), Measures())));
  EXPECT_FALSE(HasMeasure(read.measures));
  EXPECT_EQ(read.measures.status, "A");
  EXPECT_EQ(read.measures.confidentiality, "F");
}

TEST(CellCodecTest, BadContentIsAnError) {
  stored::StoredCell cell = EncodeCell(Period(), Measures());
  cell.set_value("1,5");
  EXPECT_FALSE(DecodeCell(cell).ok());
  cell = EncodeCell(Period(), Measures());
  cell.set_month_count(0);
  EXPECT_FALSE(DecodeCell(cell).ok());
}

TEST(CellCodecTest, SeriesLeaveTotalsOut) {
  const SeriesKey total{"KAZ", "X", "TJK", "H6", "27", "W00", "C00", "0"};
  const SeriesKey parts{"KAZ", "X", "TJK", "H6", "27", "UZB", "C01", "2100"};
  EXPECT_EQ(EncodeSeries(total).second_partner(), "");
  for (const SeriesKey& series : {total, parts}) {
    SeriesKey read{.reporter = "KAZ", .flow = "X", .partner = "TJK"};
    DecodeSeries(EncodeSeries(series), read);
    EXPECT_EQ(read, series);
  }
}

}  // namespace
}  // namespace karvan::statistics
