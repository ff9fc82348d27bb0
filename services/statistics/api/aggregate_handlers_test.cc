#include "services/statistics/api/aggregate_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/statistics/api/testing/memory_repositories.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class AggregateHandlersTest : public ::testing::Test {
 protected:
  AggregateHandlersTest() {
    repositories_.AddDataset("kz");
    repositories_.PublishCsv("kz",
                             "reporter,partner,flow,product,period,value,net_weight,quantity,quantity_unit\n"
                             "KAZ,TJK,X,270900,2023-01,1.50,10,10,kg\n"
                             "KAZ,TJK,X,271000,2023-02,2.25,20,7,l\n"
                             "KAZ,UZB,X,270900,2023-01,4,,,\n"
                             "KAZ,UZB,X,440710,2023-01,,5,5,kg\n"
                             "KAZ,W00,X,TOTAL,2023-01,6,,,\n");
  }

  template <typename Request = v1::AggregateObservationsRequest>
  static Request ByPartner() {
    Request request;
    request.set_dataset("datasets/kz");
    v1::Aggregation& aggregation = *request.mutable_aggregation();
    aggregation.add_group_by(v1::AGGREGATE_DIMENSION_PARTNER);
    aggregation.set_order(v1::AGGREGATE_ORDER_KEY);
    return request;
  }

  // "TJK 2023=3.75", the remainder as "rest=...".
  static std::vector<std::string> Text(const v1::AggregateObservationsResponse& response) {
    std::vector<std::string> rows;
    for (const v1::AggregateRow& row : response.rows()) {
      const std::string keys = row.remainder() ? "rest" : absl::StrJoin(row.keys(), " ");
      rows.push_back(absl::StrCat(keys, row.period().empty() ? "" : " ", row.period(), "=", row.value()));
    }
    return rows;
  }

  std::vector<std::string> Answer(const v1::AggregateObservationsRequest& request) {
    const auto response = handlers_.AggregateObservations(repositories_.call, request);
    return response.ok() ? Text(*response) : std::vector<std::string>{response.status().ToString()};
  }

  absl::Status Failure(const v1::AggregateObservationsRequest& request) {
    return handlers_.AggregateObservations(repositories_.call, request).status();
  }

  // Rates of the tenge, January 2023 alone: 450 for a dollar.
  void AddRates() {
    Dataset rates;
    rates.id = "rates";
    rates.display_name = "Rates";
    rates.provider = "Bank";
    rates.currency_code = "KZT";
    rates.kind = DatasetKind::kReferenceSeries;
    ASSERT_OK(repositories_.datasets.Create(rates, {}));
    repositories_.PublishCsv("rates",
                             "reporter,partner,flow,period,value\nKAZ,USA,RATE_AVG,2023-01,450\n"
                             "KAZ,USA,RATE_AVG,2023-02,0\n");
  }

  static void Convert(v1::AggregateObservationsRequest& request) {
    v1::CurrencyConversion& conversion = *request.mutable_aggregation()->mutable_conversion();
    conversion.set_rates("datasets/rates");
    conversion.mutable_series()->set_reporter("KAZ");
    conversion.mutable_series()->set_partner("USA");
    conversion.mutable_series()->set_flow("RATE_AVG");
    conversion.set_quote(v1::CurrencyConversion::QUOTE_TARGET_PER_SOURCE);
    conversion.set_currency_code("KZT");
    conversion.set_digits(1);
  }

  testing::MemoryRepositories repositories_;
  AggregateHandlers handlers_{repositories_.datasets, repositories_.observations};
};

TEST_F(AggregateHandlersTest, RowsHaveAllThatIsAskedFor) {
  v1::AggregateObservationsRequest request = ByPartner();
  v1::Aggregation& aggregation = *request.mutable_aggregation();
  aggregation.set_period_grain(v1::PERIOD_GRAIN_YEAR);
  for (auto measure :
       {v1::AGGREGATE_MEASURE_VALUE, v1::AGGREGATE_MEASURE_NET_WEIGHT, v1::AGGREGATE_MEASURE_QUANTITY})
    aggregation.add_measures(measure);
  ASSERT_OK_AND_ASSIGN(const auto response, handlers_.AggregateObservations(repositories_.call, request));
  EXPECT_EQ(response.snapshot(), 1);
  EXPECT_EQ(response.currency_code(), "USD");
  EXPECT_EQ(response.scan_statistics().pages(), 1);
  EXPECT_EQ(response.scan_statistics().cells(), 4);
  ASSERT_EQ(response.rows_size(), 2);
  const v1::AggregateRow& tajik = response.rows(0);
  EXPECT_THAT(tajik.keys(), ElementsAre("TJK"));
  EXPECT_EQ(tajik.period(), "2023");
  EXPECT_EQ(tajik.value(), "3.75");
  EXPECT_EQ(tajik.net_weight(), "30");
  EXPECT_EQ(tajik.quantity(), "");  // kilograms and litres
  EXPECT_EQ(tajik.quantity_unit(), "");
  EXPECT_EQ(tajik.cells(), 2);
  EXPECT_EQ(tajik.months_present(), 2);
  const v1::AggregateRow& uzbek = response.rows(1);
  EXPECT_EQ(uzbek.value(), "4");
  EXPECT_EQ(uzbek.net_weight(), "5");
  EXPECT_EQ(uzbek.quantity(), "5");
  EXPECT_EQ(uzbek.quantity_unit(), "kg");
  EXPECT_EQ(uzbek.missing_values(), 1);
  EXPECT_EQ(uzbek.missing_net_weights(), 1);
  EXPECT_EQ(uzbek.missing_quantities(), 1);
  EXPECT_EQ(uzbek.months_present(), 1);
}

TEST_F(AggregateHandlersTest, PagesKeepTheirSnapshot) {
  v1::AggregateObservationsRequest request = ByPartner();
  request.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(const auto first, handlers_.AggregateObservations(repositories_.call, request));
  EXPECT_THAT(Text(first), ElementsAre("TJK=3.75"));
  repositories_.PublishCsv("kz", "reporter,partner,flow,product,period,value\nKAZ,UZB,X,270900,2023-01,9\n");
  request.set_page_token(first.next_page_token());
  ASSERT_OK_AND_ASSIGN(const auto second, handlers_.AggregateObservations(repositories_.call, request));
  EXPECT_THAT(Text(second), ElementsAre("UZB=4"));
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_EQ(second.snapshot(), 1);
  request.mutable_aggregation()->set_order(v1::AGGREGATE_ORDER_VALUE_DESCENDING);
  EXPECT_THAT(Failure(request), HasReason("PAGE_TOKEN_INVALID"));
}

TEST_F(AggregateHandlersTest, TopRemainderAndWhatWasReported) {
  v1::AggregateObservationsRequest request = ByPartner();
  request.mutable_aggregation()->set_order(v1::AGGREGATE_ORDER_VALUE_DESCENDING);
  request.mutable_aggregation()->set_top(1);
  request.mutable_aggregation()->set_remainder(true);
  EXPECT_THAT(Answer(request), ElementsAre("UZB=4", "rest=3.75"));
  request = ByPartner();
  request.mutable_aggregation()->clear_group_by();
  request.mutable_aggregation()->set_include_reported(true);
  ASSERT_OK_AND_ASSIGN(const auto response, handlers_.AggregateObservations(repositories_.call, request));
  ASSERT_EQ(response.rows_size(), 1);
  EXPECT_EQ(response.rows(0).value(), "7.75");
  ASSERT_EQ(response.rows(0).reported_size(), 1);
  const v1::ReportedTotal& reported = response.rows(0).reported(0);
  EXPECT_THAT(reported.parts(),
              ElementsAre(v1::ReportedTotal::PART_PARTNER, v1::ReportedTotal::PART_PRODUCT));
  EXPECT_EQ(reported.value(), "6");
  EXPECT_EQ(reported.cells(), 1);
}

TEST_F(AggregateHandlersTest, StreamsPackedColumns) {
  auto request = ByPartner<v1::StreamAggregatesRequest>();
  request.mutable_aggregation()->set_period_grain(v1::PERIOD_GRAIN_MONTH);
  ASSERT_OK_AND_ASSIGN(const auto stream, handlers_.StreamAggregates(repositories_.call, request));
  ASSERT_OK_AND_ASSIGN(const std::optional<v1::StreamAggregatesResponse> message, stream->Next());
  ASSERT_TRUE(message.has_value());
  EXPECT_EQ(message->snapshot(), 1);
  EXPECT_EQ(message->currency_code(), "USD");
  EXPECT_EQ(message->scan_statistics().cells(), 4);
  const v1::AggregateColumns& columns = message->columns();
  ASSERT_EQ(columns.keys_size(), 1);
  EXPECT_THAT(columns.keys(0).codes(), ElementsAre("TJK", "UZB"));
  EXPECT_THAT(columns.keys(0).indexes(), ElementsAre(0, 0, 1));
  EXPECT_THAT(columns.periods().first_months(), ElementsAre(2023 * 12, 2023 * 12 + 1, 2023 * 12));
  EXPECT_THAT(columns.periods().month_counts(), ElementsAre(1));
  EXPECT_EQ(columns.values().scale(), 2);
  EXPECT_THAT(columns.values().unscaled(), ElementsAre(150, 225, 400));
  EXPECT_THAT(columns.cells(), ElementsAre(1, 1, 2));
  EXPECT_THAT(columns.missing_values(), ElementsAre(0, 0, 1));
  EXPECT_THAT(columns.longer_cells(), IsEmpty());
  EXPECT_THAT(columns.months_present(), ElementsAre(1, 1, 1));
  EXPECT_FALSE(columns.has_net_weights());
  ASSERT_OK_AND_ASSIGN(const auto end, stream->Next());
  EXPECT_FALSE(end.has_value());
}

TEST_F(AggregateHandlersTest, StreamsSayWhatIsParticular) {
  repositories_.PublishCsv("kz",
                           "reporter,partner,flow,product,period,value,net_weight,quantity,quantity_unit\n"
                           "KAZ,CHN,X,270900,2023,12345678901234567890.5,,2,t\n"
                           "KAZ,KGZ,X,270900,2023-01,,1,1,kg\n");
  auto request = ByPartner<v1::StreamAggregatesRequest>();
  v1::Aggregation& aggregation = *request.mutable_aggregation();
  for (auto measure :
       {v1::AGGREGATE_MEASURE_VALUE, v1::AGGREGATE_MEASURE_NET_WEIGHT, v1::AGGREGATE_MEASURE_QUANTITY})
    aggregation.add_measures(measure);
  aggregation.set_order(v1::AGGREGATE_ORDER_VALUE_DESCENDING);
  aggregation.set_top(2);
  aggregation.set_remainder(true);
  ASSERT_OK_AND_ASSIGN(const auto stream, handlers_.StreamAggregates(repositories_.call, request));
  ASSERT_OK_AND_ASSIGN(const std::optional<v1::StreamAggregatesResponse> message, stream->Next());
  const v1::AggregateColumns& columns = message->columns();
  EXPECT_THAT(columns.keys(0).codes(), ElementsAre("CHN", "UZB", ""));
  EXPECT_THAT(columns.remainders(), ElementsAre(2));
  EXPECT_EQ(columns.periods().first_months_size(), 0);
  EXPECT_EQ(columns.values().scale(), 2);
  EXPECT_THAT(columns.values().unscaled(), ElementsAre(0, 400, 375));
  ASSERT_EQ(columns.values().exceptions_size(), 1);
  EXPECT_EQ(columns.values().exceptions(0).row(), 0);
  EXPECT_EQ(columns.values().exceptions(0).value(), "12345678901234567890.5");
  EXPECT_THAT(columns.values().last_digit_places(), ElementsAre(-1, 0, -2));
  EXPECT_THAT(columns.net_weights().missing(), ElementsAre(0));
  EXPECT_THAT(columns.net_weights().unscaled(), ElementsAre(0, 5, 31));
  EXPECT_THAT(columns.quantity_units().codes(), ElementsAre("t", "kg", ""));
  EXPECT_THAT(columns.quantities().unscaled(), ElementsAre(2, 5, 0));
  EXPECT_THAT(columns.quantities().missing(), ElementsAre(2));
  EXPECT_THAT(columns.longer_cells(), ElementsAre(1, 0, 0));
  EXPECT_THAT(columns.months_present(), ElementsAre(12, 1, 2));
}

TEST_F(AggregateHandlersTest, ConvertsAtNamedRates) {
  AddRates();
  v1::AggregateObservationsRequest request = ByPartner();
  Convert(request);
  EXPECT_THAT(Failure(request), StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(Failure(request), HasReason("RATE_MISSING"));
  EXPECT_EQ(ErrorMetadata(Failure(request), "periods"), "2023-02");
  request.mutable_aggregation()->mutable_conversion()->set_missing_rate(
      v1::CurrencyConversion::MISSING_RATE_LEAVE_OUT);
  ASSERT_OK_AND_ASSIGN(const auto response, handlers_.AggregateObservations(repositories_.call, request));
  EXPECT_THAT(Text(response), ElementsAre("TJK=675.0", "UZB=1800.0"));
  EXPECT_EQ(response.currency_code(), "KZT");
  EXPECT_EQ(response.rates_snapshot(), 1);
  EXPECT_EQ(response.rows(0).missing_rate_cells(), 1);
  EXPECT_EQ(response.rows(0).missing_values(), 1);
  // Later rates do not change an answer that names its snapshot.
  repositories_.PublishCsv("rates", "reporter,partner,flow,period,value\nKAZ,USA,RATE_AVG,2023-01,1\n");
  request.mutable_aggregation()->mutable_conversion()->set_rates_snapshot(1);
  EXPECT_THAT(Answer(request), ElementsAre("TJK=675.0", "UZB=1800.0"));
}

TEST_F(AggregateHandlersTest, LaterPagesKeepTheRatesOfTheFirst) {
  AddRates();
  v1::AggregateObservationsRequest request = ByPartner();
  Convert(request);
  request.mutable_filter()->add_periods("2023-01");
  request.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(const auto first, handlers_.AggregateObservations(repositories_.call, request));
  repositories_.PublishCsv("rates", "reporter,partner,flow,period,value\nKAZ,USA,RATE_AVG,2023-01,1\n");
  request.set_page_token(first.next_page_token());
  EXPECT_THAT(Answer(request), ElementsAre("UZB=1800.0"));
}

TEST_F(AggregateHandlersTest, ConversionErrors) {
  v1::AggregateObservationsRequest request = ByPartner();
  Convert(request);
  request.mutable_aggregation()->mutable_conversion()->set_rates("datasets/kz");
  EXPECT_THAT(Failure(request),
              HasFieldViolation("aggregation.conversion.rates", HasSubstr("KIND_REFERENCE_SERIES")));
  request.mutable_aggregation()->mutable_conversion()->set_rates("datasets/none");
  EXPECT_THAT(Failure(request), HasReason("RESOURCE_NOT_FOUND"));
  v1::CurrencyConversion& conversion = *request.mutable_aggregation()->mutable_conversion();
  conversion.Clear();
  conversion.set_digits(13);
  const absl::Status status = Failure(request);
  for (const char* field : {"rates", "series.reporter", "quote", "currency_code", "digits"}) {
    EXPECT_THAT(status, HasFieldViolation(absl::StrCat("aggregation.conversion.", field), ::testing::_))
        << field;
  }
}

TEST_F(AggregateHandlersTest, WhatMayNotBeAskedForIsNamed) {
  v1::AggregateObservationsRequest request = ByPartner();
  v1::Aggregation& aggregation = *request.mutable_aggregation();
  aggregation.add_group_by(v1::AGGREGATE_DIMENSION_UNSPECIFIED);
  aggregation.set_top(3);
  aggregation.add_allow_mixed(v1::AGGREGATE_DIFFERENCE_UNSPECIFIED);
  aggregation.add_measures(v1::AGGREGATE_MEASURE_UNSPECIFIED);
  request.mutable_filter()->add_products("27");
  request.mutable_filter()->add_products("270900");
  const absl::Status status = Failure(request);
  EXPECT_THAT(status, HasFieldViolation("aggregation.group_by[1]", HasSubstr("enum")));
  EXPECT_THAT(status, HasFieldViolation("aggregation.top", HasSubstr("order")));
  EXPECT_THAT(status, HasFieldViolation("aggregation.allow_mixed[0]", HasSubstr("enum")));
  EXPECT_THAT(status, HasFieldViolation("aggregation.measures[0]", HasSubstr("enum")));
  EXPECT_THAT(status, HasFieldViolation("filter.products", HasSubstr("\"27\" beside \"270900\"")));
  request = ByPartner();
  request.set_dataset("datasets/none");
  EXPECT_THAT(Failure(request), HasReason("RESOURCE_NOT_FOUND"));
  auto stream = ByPartner<v1::StreamAggregatesRequest>();
  stream.mutable_aggregation()->set_include_reported(true);
  EXPECT_THAT(handlers_.StreamAggregates(repositories_.call, stream).status(),
              HasFieldViolation("aggregation.include_reported", HasSubstr("AggregateObservations")));
  repositories_.call.cancellation().Cancel();
  EXPECT_THAT(Failure(ByPartner()), StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(AggregateHandlersTest, AnAnswerWithoutRowsIsOneMessage) {
  auto request = ByPartner<v1::StreamAggregatesRequest>();
  request.mutable_filter()->add_partners("KGZ");
  ASSERT_OK_AND_ASSIGN(const auto stream, handlers_.StreamAggregates(repositories_.call, request));
  ASSERT_OK_AND_ASSIGN(const std::optional<v1::StreamAggregatesResponse> message, stream->Next());
  ASSERT_TRUE(message.has_value());
  EXPECT_EQ(message->columns().values().unscaled_size(), 0);
  EXPECT_EQ(message->snapshot(), 1);
  ASSERT_OK_AND_ASSIGN(const auto end, stream->Next());
  EXPECT_FALSE(end.has_value());
}

}  // namespace
}  // namespace karvan::statistics
