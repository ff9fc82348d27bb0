#include "services/statistics/domain/dataset.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;

Dataset Valid() {
  Dataset dataset;
  dataset.id = "tj-stat";
  dataset.display_name = "Foreign trade of Tajikistan";
  dataset.provider = "Agency on Statistics";
  dataset.reporters = {"TJK"};
  dataset.currency_code = "USD";
  return dataset;
}

absl::Status Check(const Dataset& dataset) {
  Violations violations;
  CheckDataset(dataset, "dataset", violations);
  return violations.Status();
}

TEST(DatasetTest, Valid) { EXPECT_OK(Check(Valid())); }

TEST(DatasetTest, NamesEveryFault) {
  Dataset dataset = Valid();
  dataset.display_name = "  ";
  dataset.provider = std::string(201, 'x');
  dataset.currency_code = "usd";
  dataset.reporters = {"TJK", "Tajikistan"};
  absl::Status status = Check(dataset);
  EXPECT_THAT(status, HasFieldViolation("dataset.display_name", "must not be empty"));
  EXPECT_THAT(status, HasFieldViolation("dataset.provider", "is 201 bytes long: must be at most 200"));
  EXPECT_THAT(status, HasFieldViolation("dataset.currency_code", HasSubstr("\"usd\" is not a currency")));
  EXPECT_THAT(status,
              HasFieldViolation("dataset.reporters[1]", HasSubstr("\"Tajikistan\" is not an area code")));
}

TEST(DatasetTest, ReportersAreDistinct) {
  Dataset dataset = Valid();
  dataset.reporters = {"TJK", "KAZ", "TJK"};
  EXPECT_THAT(Check(dataset),
              HasFieldViolation("dataset.reporters[2]", "\"TJK\" is there already: each area once"));
}

TEST(DatasetTest, FlowsDependOnTheKind) {
  EXPECT_OK(CheckFlowOf(DatasetKind::kMerchandiseTrade, "X"));
  EXPECT_FALSE(CheckFlowOf(DatasetKind::kMerchandiseTrade, "GDP").ok());
  EXPECT_OK(CheckFlowOf(DatasetKind::kReferenceSeries, "GDP"));
}

TEST(DatasetTest, ReportersAreThoseOfTheDataset) {
  EXPECT_OK(CheckReporterOf(Valid(), "TJK"));
  EXPECT_THAT(CheckReporterOf(Valid(), "KAZ"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "\"KAZ\" does not report in dataset \"tj-stat\": must be one of TJK"));
  Dataset compilation = Valid();
  compilation.reporters.clear();
  EXPECT_OK(CheckReporterOf(compilation, "KAZ"));
}

}  // namespace
}  // namespace karvan::statistics
