#include "services/statistics/api/observation_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/statistics/api/testing/memory_repositories.h"
#include "services/statistics/api/timestamps.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using testing::Day;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ObservationHandlersTest : public ::testing::Test {
 protected:
  ObservationHandlersTest() {
    repositories_.AddDataset("tj");
    repositories_.PublishCsv(
        "tj",
        "reporter,partner,flow,period,value,unit_multiplier,qualifier,status,statement,valuation,"
        "net_weight,quantity,quantity_unit\n"
        "TJK,KAZ,X,2022,250,6,,,,,7,3,t\n"
        "TJK,KAZ,X,2023,255.8,6,about,P,tass-1,FOB,,,\n"
        "TJK,KAZ,M,2023,893,6,almost,,tass-1,,,,\n",
        Day(5));
  }

  static v1::QueryObservationsRequest Query() {
    v1::QueryObservationsRequest request;
    request.set_dataset("datasets/tj");
    return request;
  }

  static v1::GetSeriesRequest Exports() {
    v1::GetSeriesRequest request;
    request.set_dataset("datasets/tj");
    request.mutable_series()->set_reporter("TJK");
    request.mutable_series()->set_partner("KAZ");
    request.mutable_series()->set_flow("X");
    return request;
  }

  // "M 2023=893 X 2022=250 ..."
  template <typename Observations>
  static std::string Text(const Observations& observations) {
    std::string text;
    for (const v1::Observation& o : observations) {
      absl::StrAppend(&text, text.empty() ? "" : " ", o.series().flow(), " ", o.period(), "=", o.value());
    }
    return text;
  }

  std::string Answer(const v1::QueryObservationsRequest& request) {
    absl::StatusOr<v1::QueryObservationsResponse> response =
        handlers_.QueryObservations(repositories_.call, request);
    return response.ok() ? Text(response->observations()) : response.status().ToString();
  }

  testing::MemoryRepositories repositories_;
  ObservationHandlers handlers_{repositories_.observations};
};

TEST_F(ObservationHandlersTest, QueryGivesWholeRows) {
  v1::QueryObservationsRequest request = Query();
  request.mutable_filter()->add_flows("X");
  request.mutable_filter()->add_periods("2023");
  ASSERT_OK_AND_ASSIGN(v1::QueryObservationsResponse response,
                       handlers_.QueryObservations(repositories_.call, request));
  EXPECT_EQ(response.snapshot(), 1);
  ASSERT_EQ(response.observations_size(), 1);
  const v1::Observation& row = response.observations(0);
  EXPECT_EQ(row.series().reporter(), "TJK");
  EXPECT_EQ(row.series().partner(), "KAZ");
  EXPECT_EQ(row.series().classification(), "HS");
  EXPECT_EQ(row.series().product(), "TOTAL");
  EXPECT_EQ(row.series().second_partner(), "W00");
  EXPECT_EQ(row.value(), "255.8");
  EXPECT_EQ(row.unit_multiplier(), 6);
  EXPECT_EQ(row.valuation(), "FOB");
  EXPECT_EQ(row.qualifier(), karvan::type::v1::QUALIFIER_ABOUT);
  EXPECT_EQ(row.status(), "P");
  EXPECT_EQ(row.confidentiality(), "F");
  EXPECT_EQ(row.statement(), "tass-1");
  EXPECT_EQ(row.net_weight(), "");
  EXPECT_EQ(row.release(), "datasets/tj/releases/1");
  EXPECT_EQ(row.sequence(), 1);
  EXPECT_EQ(row.published_at().seconds(), absl::ToUnixSeconds(Day(5)));
}

TEST_F(ObservationHandlersTest, APublicationBetweenPagesDoesNotDisturb) {
  v1::QueryObservationsRequest request = Query();
  request.set_page_size(2);
  ASSERT_OK_AND_ASSIGN(v1::QueryObservationsResponse page,
                       handlers_.QueryObservations(repositories_.call, request));
  EXPECT_EQ(Text(page.observations()), "M 2023=893 X 2022=250");
  repositories_.PublishCsv("tj",
                           "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,256\nTJK,AFG,X,2023,1\n");
  request.set_page_token(page.next_page_token());
  ASSERT_OK_AND_ASSIGN(page, handlers_.QueryObservations(repositories_.call, request));
  EXPECT_EQ(Text(page.observations()), "X 2023=255.8");
  EXPECT_EQ(page.snapshot(), 1);
  EXPECT_EQ(page.next_page_token(), "");
  EXPECT_EQ(Answer(Query()), "M 2023=893 X 2023=1 X 2022=250 X 2023=256");
}

TEST_F(ObservationHandlersTest, PageTokensBelongToTheirRequest) {
  v1::QueryObservationsRequest request = Query();
  request.set_page_size(1);
  const std::string token = handlers_.QueryObservations(repositories_.call, request)->next_page_token();
  request.mutable_filter()->add_flows("X");
  request.set_page_token(token);
  EXPECT_THAT(handlers_.QueryObservations(repositories_.call, request), HasReason("PAGE_TOKEN_INVALID"));
  request = Query();
  request.set_page_size(3);
  request.set_page_token(token);
  EXPECT_EQ(Answer(request), "X 2022=250 X 2023=255.8") << "another page size is allowed";
}

TEST_F(ObservationHandlersTest, Moments) {
  repositories_.clock.Set(Day(12));
  repositories_.PublishCsv("tj", "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,256\n");
  v1::QueryObservationsRequest request = Query();
  request.mutable_filter()->add_periods("2023");
  EXPECT_EQ(Answer(request), "M 2023=893 X 2023=256");
  *request.mutable_as_of()->mutable_known_at() = ToProto(Day(11));
  EXPECT_EQ(Answer(request), "M 2023=893 X 2023=255.8");
  *request.mutable_as_of()->mutable_known_at() = ToProto(Day(9));
  EXPECT_EQ(Answer(request), "");
  request.mutable_as_of()->set_snapshot(1);
  EXPECT_EQ(Answer(request), "M 2023=893 X 2023=255.8");
  request.mutable_as_of()->set_snapshot(3);
  EXPECT_THAT(handlers_.QueryObservations(repositories_.call, request), HasReason("SNAPSHOT_UNKNOWN"));
}

TEST_F(ObservationHandlersTest, QueryErrors) {
  v1::QueryObservationsRequest request = Query();
  request.set_dataset("tj");
  EXPECT_THAT(handlers_.QueryObservations(repositories_.call, request).status(),
              HasFieldViolation("dataset", HasSubstr("datasets/{dataset}")));
  request.set_dataset("datasets/kz");
  EXPECT_THAT(handlers_.QueryObservations(repositories_.call, request), HasReason("RESOURCE_NOT_FOUND"));
  request = Query();
  request.mutable_filter()->add_partners("Kazakhstan");
  EXPECT_THAT(handlers_.QueryObservations(repositories_.call, request).status(),
              HasFieldViolation("filter.partners[0]", HasSubstr("must be")));
  request = Query();
  request.set_page_size(-1);
  EXPECT_THAT(handlers_.QueryObservations(repositories_.call, request).status(),
              HasFieldViolation("page_size", HasSubstr("negative")));
  repositories_.call.cancellation().Cancel();
  EXPECT_THAT(handlers_.QueryObservations(repositories_.call, Query()),
              StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(ObservationHandlersTest, StreamGivesAllInBatches) {
  std::string csv = "reporter,partner,flow,period,value,product\n";
  for (int product = 1000; product < 3500; ++product)
    absl::StrAppend(&csv, "TJK,UZB,X,2023,1,", product, "\n");
  repositories_.PublishCsv("tj", csv);
  v1::StreamObservationsRequest request;
  request.set_dataset("datasets/tj");
  ASSERT_OK_AND_ASSIGN(auto stream, handlers_.StreamObservations(repositories_.call, request));
  int messages = 0, rows = 0;
  while (true) {
    ASSERT_OK_AND_ASSIGN(std::optional<v1::StreamObservationsResponse> message, stream->Next());
    if (!message) break;
    ++messages;
    rows += message->observations_size();
    EXPECT_EQ(message->snapshot(), 2);
  }
  EXPECT_EQ(rows, 2503);
  EXPECT_EQ(messages, 3);
}

TEST_F(ObservationHandlersTest, StreamEndsWithItsCall) {
  v1::StreamObservationsRequest request;
  request.set_dataset("datasets/tj");
  ASSERT_OK_AND_ASSIGN(auto stream, handlers_.StreamObservations(repositories_.call, request));
  repositories_.call.cancellation().Cancel();
  EXPECT_THAT(stream->Next(), StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(ObservationHandlersTest, SeriesInPackedColumns) {
  ASSERT_OK_AND_ASSIGN(v1::GetSeriesResponse series, handlers_.GetSeries(repositories_.call, Exports()));
  EXPECT_EQ(series.snapshot(), 1);
  EXPECT_EQ(series.series().classification(), "HS");
  EXPECT_EQ(series.series().transport_mode(), "0");
  EXPECT_THAT(series.periods().first_months(), ElementsAre(2022 * 12, 2023 * 12));
  EXPECT_THAT(series.periods().month_counts(), ElementsAre(12));
  EXPECT_EQ(series.values().scale(), -5);
  EXPECT_THAT(series.values().unscaled(), ElementsAre(2500, 2558));
  EXPECT_THAT(series.values().last_digit_places(), ElementsAre(6, 5));
  EXPECT_THAT(series.net_weights().unscaled(), ElementsAre(7, 0));
  EXPECT_THAT(series.net_weights().missing(), ElementsAre(1));
  EXPECT_THAT(series.quantities().unscaled(), ElementsAre(3, 0));
  EXPECT_EQ(series.quantity_unit(), "t");
  ASSERT_EQ(series.notes_size(), 1);
  EXPECT_EQ(series.notes(0).row(), 1);
  EXPECT_EQ(series.notes(0).qualifier(), karvan::type::v1::QUALIFIER_ABOUT);
  EXPECT_EQ(series.notes(0).status(), "P");
  EXPECT_EQ(series.notes(0).confidentiality(), "");
  EXPECT_EQ(series.notes(0).statement(), "tass-1");
  EXPECT_EQ(series.notes(0).valuation(), "FOB");
}

TEST_F(ObservationHandlersTest, SeriesWithoutFiguresHaveNoRows) {
  v1::GetSeriesRequest request = Exports();
  request.mutable_series()->set_product("27");
  ASSERT_OK_AND_ASSIGN(v1::GetSeriesResponse series, handlers_.GetSeries(repositories_.call, request));
  EXPECT_THAT(series.periods().first_months(), IsEmpty());
  EXPECT_THAT(series.values().unscaled(), IsEmpty());
  EXPECT_EQ(series.series().product(), "27");
}

TEST_F(ObservationHandlersTest, QuantitiesInDifferentUnitsAreLeftOut) {
  repositories_.PublishCsv(
      "tj", "reporter,partner,flow,period,value,quantity,quantity_unit\nTJK,KAZ,X,2021,1,5,kg\n");
  ASSERT_OK_AND_ASSIGN(v1::GetSeriesResponse series, handlers_.GetSeries(repositories_.call, Exports()));
  EXPECT_EQ(series.values().unscaled_size(), 3);
  EXPECT_THAT(series.quantities().unscaled(), IsEmpty());
  EXPECT_EQ(series.quantity_unit(), "");
}

TEST_F(ObservationHandlersTest, SeriesErrors) {
  v1::GetSeriesRequest request = Exports();
  request.mutable_series()->clear_reporter();
  request.mutable_series()->set_flow("exports");
  absl::Status status = handlers_.GetSeries(repositories_.call, request).status();
  EXPECT_THAT(status, HasFieldViolation("series.reporter", HasSubstr("must be")));
  EXPECT_THAT(status, HasFieldViolation("series.flow", HasSubstr("must be")));
}

TEST_F(ObservationHandlersTest, SeveralSeriesInTheOrderOfTheRequest) {
  v1::BatchGetSeriesRequest request;
  request.set_dataset("datasets/tj");
  for (const char* flow : {"X", "M", "X", "RX"}) {
    *request.add_series() = Exports().series();
    request.mutable_series(request.series_size() - 1)->set_flow(flow);
  }
  ASSERT_OK_AND_ASSIGN(const v1::BatchGetSeriesResponse response,
                       handlers_.BatchGetSeries(repositories_.call, request));
  EXPECT_EQ(response.snapshot(), 1);
  ASSERT_EQ(response.series_size(), 4);
  ASSERT_OK_AND_ASSIGN(const v1::GetSeriesResponse exports,
                       handlers_.GetSeries(repositories_.call, Exports()));
  EXPECT_EQ(response.series(0).DebugString(), exports.DebugString());
  EXPECT_EQ(response.series(2).DebugString(), exports.DebugString());
  EXPECT_THAT(response.series(1).values().unscaled(), ElementsAre(893));
  EXPECT_EQ(response.series(3).series().flow(), "RX");
  EXPECT_THAT(response.series(3).values().unscaled(), IsEmpty());
}

TEST_F(ObservationHandlersTest, BatchErrors) {
  v1::BatchGetSeriesRequest request;
  request.set_dataset("datasets/tj");
  EXPECT_THAT(handlers_.BatchGetSeries(repositories_.call, request).status(),
              HasFieldViolation("series", HasSubstr("has 0 entries: must have 1 to 1000")));
  *request.add_series() = Exports().series();
  request.add_series()->set_reporter("tj");
  EXPECT_THAT(handlers_.BatchGetSeries(repositories_.call, request).status(),
              HasFieldViolation("series[1].reporter", HasSubstr("must be")));
  for (int i = 0; i < 999; ++i) request.add_series();
  EXPECT_THAT(handlers_.BatchGetSeries(repositories_.call, request).status(),
              HasFieldViolation("series", HasSubstr("has 1001 entries")));
}

TEST_F(ObservationHandlersTest, ReleasesAndWhatTheOfficeHadSaid) {
  repositories_.PublishCsv("tj", "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,256\n", Day(7));
  v1::QueryObservationsRequest request = Query();
  request.mutable_filter()->add_flows("X");
  request.mutable_filter()->add_periods("2023");
  EXPECT_EQ(Answer(request), "X 2023=256");
  request.mutable_as_of()->set_release("1");
  EXPECT_EQ(Answer(request), "X 2023=255.8");
  request.mutable_as_of()->set_release("datasets/tj/releases/2");
  EXPECT_EQ(Answer(request), "X 2023=256");
  request.mutable_as_of()->set_release("3");
  EXPECT_THAT(handlers_.QueryObservations(repositories_.call, request), HasReason("RELEASE_NOT_PUBLISHED"));
  request.clear_as_of();
  *request.mutable_as_of()->mutable_published_by() = ToProto(Day(6));
  ASSERT_OK_AND_ASSIGN(const v1::QueryObservationsResponse response,
                       handlers_.QueryObservations(repositories_.call, request));
  EXPECT_EQ(Text(response.observations()), "X 2023=255.8");
  EXPECT_EQ(response.snapshot(), 2);
  EXPECT_EQ(response.published_by().seconds(), absl::ToUnixSeconds(Day(6)));
  v1::GetSeriesRequest series = Exports();
  *series.mutable_as_of() = request.as_of();
  ASSERT_OK_AND_ASSIGN(const v1::GetSeriesResponse exports, handlers_.GetSeries(repositories_.call, series));
  EXPECT_THAT(exports.values().unscaled(), ElementsAre(2500, 2558));
  EXPECT_EQ(exports.published_by().seconds(), absl::ToUnixSeconds(Day(6)));
}

TEST_F(ObservationHandlersTest, ACopyFollowsTheDataset) {
  repositories_.PublishCsv("tj",
                           "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,256\nTJK,AFG,X,2023,1\n");
  v1::QueryObservationsRequest request = Query();
  request.mutable_updated_after()->set_snapshot(1);
  EXPECT_EQ(Answer(request), "X 2023=1 X 2023=256");
  request.mutable_as_of()->set_snapshot(2);
  request.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(v1::QueryObservationsResponse page,
                       handlers_.QueryObservations(repositories_.call, request));
  EXPECT_EQ(Text(page.observations()), "X 2023=1");
  request.set_page_token(page.next_page_token());
  ASSERT_OK_AND_ASSIGN(page, handlers_.QueryObservations(repositories_.call, request));
  EXPECT_EQ(Text(page.observations()), "X 2023=256");
  EXPECT_EQ(page.next_page_token(), "");
  // What a publication brought is gone again for who asks what the office had said before.
  v1::StreamObservationsRequest back;
  back.set_dataset("datasets/tj");
  back.mutable_updated_after()->set_snapshot(2);
  *back.mutable_as_of()->mutable_published_by() = ToProto(Day(6));
  ASSERT_OK_AND_ASSIGN(auto stream, handlers_.StreamObservations(repositories_.call, back));
  ASSERT_OK_AND_ASSIGN(const std::optional<v1::StreamObservationsResponse> message, stream->Next());
  ASSERT_EQ(message->observations_size(), 2);
  EXPECT_TRUE(message->observations(0).deleted());
  EXPECT_EQ(message->observations(0).series().partner(), "AFG");
  EXPECT_EQ(message->observations(0).value(), "");
  EXPECT_EQ(message->observations(0).status(), "");
  EXPECT_EQ(message->observations(0).sequence(), 2);
  EXPECT_FALSE(message->observations(1).deleted());
  EXPECT_EQ(message->observations(1).value(), "255.8");
  EXPECT_EQ(message->published_by().seconds(), absl::ToUnixSeconds(Day(6)));
}

TEST_F(ObservationHandlersTest, NothingIsUpdatedAfterAMomentToCome) {
  repositories_.PublishCsv("tj", "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,256\n");
  v1::QueryObservationsRequest request = Query();
  request.mutable_updated_after()->set_snapshot(2);
  EXPECT_EQ(Answer(request), "");
  request.mutable_as_of()->set_snapshot(1);
  EXPECT_THAT(handlers_.QueryObservations(repositories_.call, request).status(),
              HasFieldViolation("updated_after", HasSubstr("is snapshot 2, later than 1")));
  request.mutable_updated_after()->set_snapshot(9);
  EXPECT_THAT(handlers_.QueryObservations(repositories_.call, request), HasReason("SNAPSHOT_UNKNOWN"));
}

}  // namespace
}  // namespace karvan::statistics
