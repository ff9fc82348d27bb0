#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/cli/render/series_chart.h"
#include "services/cli/render/series_rows.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::cli {
namespace {

using ::testing::HasSubstr;

statistics::v1::GetSeriesResponse Parse(const std::string& text) {
  statistics::v1::GetSeriesResponse series;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &series));
  return series;
}

constexpr int kJanuary2023 = 2023 * 12;

// 2023: 255.8 million, 893 million in January to May 2024.
statistics::v1::GetSeriesResponse TwoRows() {
  return Parse(absl::StrCat("periods { first_months: ", kJanuary2023, " first_months: ", kJanuary2023 + 12,
                            " month_counts: 12 month_counts: 5 }"
                            "values { scale: -5 unscaled: 2558 unscaled: 8930 }"
                            "notes { row: 1 qualifier: QUALIFIER_ALMOST status: 'P' statement: 'tass-1' }"));
}

TEST(UnpackSeries, AppliesANegativeScale) {
  auto rows = UnpackSeries(TwoRows());
  ASSERT_OK(rows);
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].period.ToString(), "2023");
  EXPECT_EQ((*rows)[0].value.ToString(), "255800000");
  EXPECT_EQ((*rows)[0].note, "");
  EXPECT_EQ((*rows)[1].period.ToString(), "2024-01-01/P5M");
  EXPECT_EQ((*rows)[1].value.ToString(), "893000000");
  EXPECT_EQ((*rows)[1].note, "almost, status P, tass-1");
}

TEST(UnpackSeries, MissingAndWideValues) {
  auto rows = UnpackSeries(Parse(absl::StrCat("periods { first_months: ", kJanuary2023,
                                              " first_months: ", kJanuary2023 + 1, " month_counts: 1 }",
                                              "values { scale: 2 unscaled: 0 unscaled: 0 missing: 0 "
                                              "exceptions { row: 1 value: '123456789012345678901.50' } }")));
  ASSERT_OK(rows);
  EXPECT_TRUE((*rows)[0].missing);
  EXPECT_FALSE((*rows)[1].missing);
  EXPECT_EQ((*rows)[1].value.ToString(), "123456789012345678901.50");
}

TEST(UnpackSeries, NoRows) {
  auto rows = UnpackSeries({});
  ASSERT_OK(rows);
  EXPECT_TRUE(rows->empty());
}

TEST(UnpackSeries, ColumnsMustFit) {
  auto series = TwoRows();
  series.mutable_values()->mutable_unscaled()->RemoveLast();
  EXPECT_EQ(UnpackSeries(series).status().code(), absl::StatusCode::kDataLoss);
  series = TwoRows();
  series.mutable_periods()->mutable_month_counts()->Clear();
  EXPECT_THAT(UnpackSeries(series).status().message(), HasSubstr("2 periods but 0 lengths"));
  series = TwoRows();
  series.mutable_values()->add_missing(2);
  EXPECT_EQ(UnpackSeries(series).status().code(), absl::StatusCode::kDataLoss);
}

TEST(SeriesChart, OneGroupALengthOfPeriods) {
  auto rows = UnpackSeries(TwoRows());
  ASSERT_OK(rows);
  rows->push_back({.period = *Period::Year(2024), .missing = true, .value = {}, .note = ""});
  EXPECT_EQ(SeriesChart(*rows, 2),
            "2023  255,800,000  ██\n"
            "2024      missing\n"
            "\n"
            "2024-01-01/P5M  893,000,000  ██\n");
}

}  // namespace
}  // namespace karvan::cli
