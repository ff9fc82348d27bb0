#include "services/cli/commands/query_request.h"

#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "services/cli/commands/time_option.h"

namespace karvan::cli {
namespace {

void ExpectRequest(const QueryOptions& options, const std::string& text) {
  statistics::v1::QueryObservationsRequest expected;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &expected));
  statistics::v1::QueryObservationsRequest request = ToRequest(options);
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(request, expected)) << request.DebugString();
}

TEST(ToRequest, OfADatasetAlone) {
  QueryOptions options;
  options.dataset = "tjk-agency";
  ExpectRequest(options, "dataset: 'datasets/tjk-agency' page_size: 1000 filter {}");
}

TEST(ToRequest, OfEverything) {
  QueryOptions options;
  options.dataset = "datasets/a";
  options.reporters = {"KAZ", "TJK"};
  options.partners = {"W00"};
  options.flows = {"X"};
  options.classifications = {"H5"};
  options.products = {"27", "44"};
  options.second_partners = {"*"};
  options.customs_procedures = {"C01"};
  options.transport_modes = {"3200"};
  options.periods = {"2024-01-01/P7M"};
  options.first_period = "2020";
  options.last_period = "2024";
  options.known_at = "2024-08-22";
  options.limit = 50000;
  ExpectRequest(
      options,
      "dataset: 'datasets/a' page_size: 10000 filter { reporters: 'KAZ' reporters: 'TJK' partners: 'W00' "
      "flows: 'X' classifications: 'H5' products: '27' products: '44' second_partners: '*' "
      "customs_procedures: 'C01' transport_modes: '3200' periods: '2024-01-01/P7M' first_period: '2020' "
      "last_period: '2024' } as_of { known_at { seconds: 1724284800 } }");
}

TEST(ToRequest, OfASnapshot) {
  QueryOptions options;
  options.dataset = "a";
  options.snapshot = 0;
  ExpectRequest(options, "dataset: 'datasets/a' page_size: 1000 filter {} as_of { snapshot: 0 }");
}

TEST(CheckTime, TakesTimesAndDays) {
  EXPECT_EQ(CheckTime("2024-08-22T09:00:00Z"), "");
  EXPECT_EQ(CheckTime("2024-08-22T09:00:00.5+05:00"), "");
  EXPECT_EQ(CheckTime("2024-08-22"), "");
  EXPECT_EQ(CheckTime("yesterday"), "\"yesterday\" is not a time such as 2024-08-22T09:00:00Z or 2024-08-22");
  EXPECT_NE(CheckTime("2024-13-01"), "");
  EXPECT_EQ(ToTimestamp("2024-08-22T09:00:00.5+05:00").seconds(), 1724299200);
  EXPECT_EQ(ToTimestamp("2024-08-22T09:00:00.5+05:00").nanos(), 500000000);
}

}  // namespace
}  // namespace karvan::cli
