#include "services/statistics/api/dataset_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/statistics/api/testing/memory_repositories.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class DatasetHandlersTest : public ::testing::Test {
 protected:
  static v1::CreateDatasetRequest Valid(const std::string& id) {
    v1::CreateDatasetRequest request;
    request.set_dataset_id(id);
    v1::Dataset& dataset = *request.mutable_dataset();
    dataset.set_name("datasets/ignored");
    dataset.set_display_name("Trade of Tajikistan");
    dataset.set_provider("Agency on Statistics");
    dataset.set_kind(v1::Dataset::KIND_MERCHANDISE_TRADE);
    dataset.add_reporters("TJK");
    dataset.set_currency_code("USD");
    dataset.set_trade_system(v1::Dataset::TRADE_SYSTEM_GENERAL);
    dataset.set_license("open");
    dataset.set_source_uri("https://stat.tj");
    dataset.set_description("monthly");
    return request;
  }

  testing::MemoryRepositories repositories_;
  DatasetHandlers handlers_{repositories_.datasets};
};

TEST_F(DatasetHandlersTest, CreateAndGet) {
  ASSERT_OK_AND_ASSIGN(v1::Dataset created, handlers_.CreateDataset(repositories_.call, Valid("tj-stat")));
  EXPECT_EQ(created.name(), "datasets/tj-stat");
  EXPECT_FALSE(created.etag().empty());
  EXPECT_EQ(created.create_time().seconds(), absl::ToUnixSeconds(testing::Day(10)));
  v1::GetDatasetRequest get;
  get.set_name("datasets/tj-stat");
  ASSERT_OK_AND_ASSIGN(v1::Dataset read, handlers_.GetDataset(get));
  EXPECT_EQ(read.SerializeAsString(), created.SerializeAsString());
  EXPECT_EQ(read.provider(), "Agency on Statistics");
  EXPECT_EQ(read.kind(), v1::Dataset::KIND_MERCHANDISE_TRADE);
  EXPECT_THAT(read.reporters(), ElementsAre("TJK"));
  EXPECT_EQ(read.trade_system(), v1::Dataset::TRADE_SYSTEM_GENERAL);
}

TEST_F(DatasetHandlersTest, AllFaultsAtOnce) {
  v1::CreateDatasetRequest request;
  request.set_dataset_id("TJ");
  request.mutable_dataset()->set_trade_system(static_cast<v1::Dataset::TradeSystem>(9));
  absl::Status status = handlers_.CreateDataset(repositories_.call, request).status();
  EXPECT_THAT(status, HasReason("INVALID_FIELD"));
  for (const char* field : {"dataset_id", "dataset.display_name", "dataset.provider", "dataset.kind",
                            "dataset.currency_code", "dataset.trade_system"}) {
    EXPECT_THAT(status, HasFieldViolation(field, HasSubstr("must")));
  }
}

TEST_F(DatasetHandlersTest, RequestIds) {
  v1::CreateDatasetRequest request = Valid("tj");
  request.set_request_id("11112222-3333-4444-5555-666677778888");
  ASSERT_OK_AND_ASSIGN(v1::Dataset first, handlers_.CreateDataset(repositories_.call, request));
  ASSERT_OK_AND_ASSIGN(v1::Dataset second, handlers_.CreateDataset(repositories_.call, request));
  EXPECT_EQ(second.etag(), first.etag());
  request.set_dataset_id("kz");
  EXPECT_THAT(handlers_.CreateDataset(repositories_.call, request), HasReason("REQUEST_ID_REUSED"));
  request.set_request_id(std::string(65, 'x'));
  EXPECT_THAT(handlers_.CreateDataset(repositories_.call, request).status(),
              HasFieldViolation("request_id", HasSubstr("at most 64")));
  EXPECT_THAT(handlers_.CreateDataset(repositories_.call, Valid("tj")), HasReason("RESOURCE_EXISTS"));
}

TEST_F(DatasetHandlersTest, GetErrors) {
  v1::GetDatasetRequest request;
  request.set_name("tj");
  EXPECT_THAT(handlers_.GetDataset(request).status(),
              HasFieldViolation("name", HasSubstr("datasets/{dataset}")));
  request.set_name("datasets/tj");
  EXPECT_THAT(handlers_.GetDataset(request), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(DatasetHandlersTest, ListInPages) {
  for (const char* id : {"c", "a", "b"}) repositories_.AddDataset(id);
  v1::ListDatasetsRequest request;
  request.set_page_size(2);
  ASSERT_OK_AND_ASSIGN(v1::ListDatasetsResponse page, handlers_.ListDatasets(request));
  ASSERT_EQ(page.datasets_size(), 2);
  EXPECT_EQ(page.datasets(0).name(), "datasets/a");
  request.set_page_token(page.next_page_token());
  ASSERT_OK_AND_ASSIGN(page, handlers_.ListDatasets(request));
  ASSERT_EQ(page.datasets_size(), 1);
  EXPECT_EQ(page.datasets(0).name(), "datasets/c");
  EXPECT_EQ(page.next_page_token(), "");

  request.set_page_token("nonsense");
  EXPECT_THAT(handlers_.ListDatasets(request), HasReason("PAGE_TOKEN_INVALID"));
  request.set_page_token("");
  request.set_page_size(-1);
  EXPECT_THAT(handlers_.ListDatasets(request).status(),
              HasFieldViolation("page_size", HasSubstr("negative")));
}

}  // namespace
}  // namespace karvan::statistics
