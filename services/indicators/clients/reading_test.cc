#include <optional>

#include "services/indicators/clients/agreements_reading.h"
#include "services/indicators/clients/statistics_reading.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;

statistics::v1::Observation TajikExports() {
  statistics::v1::Observation observation;
  statistics::v1::SeriesKey& series = *observation.mutable_series();
  series.set_reporter("TJK");
  series.set_partner("KAZ");
  series.set_flow("X");
  series.set_classification("HS");
  series.set_product("TOTAL");
  observation.set_period("2023");
  observation.set_value("255.8");
  observation.set_unit_multiplier(6);
  observation.set_qualifier(type::v1::QUALIFIER_ABOUT);
  observation.set_statement("tass-1736063");
  observation.set_valuation("FOB");
  return observation;
}

TEST(StatisticsReadingTest, Observation) {
  const absl::StatusOr<Observation> read = ReadObservation("datasets/a", TajikExports());
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->key,
            (CellKey{"datasets/a", "TJK", "KAZ", Flow::kExports, "HS", "TOTAL", *Period::Year(2023)}));
  EXPECT_EQ(read->figure->value, *Decimal::Parse("255.8"));
  EXPECT_EQ(read->figure->LastPlace(), 5);
  EXPECT_EQ(read->figure->qualifier, Qualifier::kAbout);
  EXPECT_EQ(read->valuation, "FOB");
  EXPECT_FALSE(read->confidential);
}

TEST(StatisticsReadingTest, AHiddenCellHasNoFigure) {
  statistics::v1::Observation observation = TajikExports();
  observation.clear_value();
  observation.set_confidentiality("C");
  const absl::StatusOr<Observation> read = ReadObservation("datasets/a", observation);
  EXPECT_FALSE(read->figure.has_value());
  EXPECT_TRUE(read->confidential);
  observation.set_confidentiality("F");
  EXPECT_FALSE(ReadObservation("datasets/a", observation)->confidential);
}

TEST(StatisticsReadingTest, RefusesWhatItCannotRead) {
  statistics::v1::Observation observation = TajikExports();
  observation.set_value("1e6");
  EXPECT_THAT(ReadObservation("datasets/a", observation), StatusIs(absl::StatusCode::kInvalidArgument));
  observation = TajikExports();
  observation.set_period("soon");
  EXPECT_THAT(ReadObservation("datasets/a", observation), StatusIs(absl::StatusCode::kInvalidArgument));
  observation = TajikExports();
  observation.mutable_series()->set_flow("RX");
  EXPECT_THAT(ReadObservation("datasets/a", observation), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(StatisticsReadingTest, Dataset) {
  statistics::v1::Dataset dataset;
  dataset.set_name("datasets/a");
  dataset.set_kind(statistics::v1::Dataset::KIND_MERCHANDISE_TRADE);
  dataset.add_reporters("TJK");
  dataset.set_currency_code("USD");
  EXPECT_TRUE(ReadDataset(dataset).IsNationalOf("TJK"));
  EXPECT_FALSE(ReadDataset(dataset).IsNationalOf("KAZ"));
  dataset.set_kind(statistics::v1::Dataset::KIND_SERVICES_TRADE);
  EXPECT_FALSE(ReadDataset(dataset).IsNationalOf("TJK"));
}

TEST(AgreementsReadingTest, Claim) {
  agreements::v1::Claim claim;
  claim.set_name("claims/a");
  claim.set_indicator("turnover");
  claim.set_reporter("TJK");
  claim.set_partner("KAZ");
  claim.set_period("2023");
  claim.mutable_figure()->set_text("over $1.1 billion");
  claim.mutable_figure()->set_value("1.1");
  claim.mutable_figure()->set_qualifier(type::v1::QUALIFIER_OVER);
  claim.mutable_figure()->set_unit("USD");
  claim.mutable_figure()->set_unit_multiplier(9);
  claim.mutable_source()->set_statement("s");
  const absl::StatusOr<Claim> read = ReadResource(claim);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->period, *Period::Year(2023));
  EXPECT_EQ(InWords(read->figure), "over 1.1 billion USD");
  EXPECT_EQ(read->statement, "s");
  claim.clear_period();
  EXPECT_FALSE(ReadResource(claim)->period.has_value());
  claim.mutable_figure()->set_value("");
  EXPECT_THAT(ReadResource(claim), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(AgreementsReadingTest, ForumAndParty) {
  agreements::v1::Forum forum;
  forum.add_titles()->set_text("Форум");
  agreements::v1::Forum english = forum;
  english.add_titles()->set_text("Forum");
  english.mutable_titles(1)->set_language_code("en");
  english.add_hosts("parties/a");
  english.add_delegations()->set_party("parties/b");
  EXPECT_EQ(ReadResource(forum)->title, "Форум");
  EXPECT_EQ(ReadResource(english)->title, "Forum");
  EXPECT_THAT(ReadResource(english)->parties, ElementsAre("parties/a", "parties/b"));
  agreements::v1::Party party;
  party.set_kind(agreements::v1::Party::KIND_STATE);
  EXPECT_TRUE(ReadResource(party)->state);
  EXPECT_EQ(ReadResource(party)->title, "");
}

TEST(AgreementsReadingTest, AgreementAndTarget) {
  agreements::v1::Agreement agreement;
  const auto worth = [&agreement]() -> std::optional<Decimal> {
    const Agreement read = *ReadResource(agreement);
    const QuotedFigure* value = ContractValue(read);
    return value == nullptr ? std::nullopt : std::optional<Decimal>(value->value);
  };
  agreement.add_participants()->set_party("parties/a");
  EXPECT_FALSE(ReadResource(agreement)->value.has_value());
  agreement.mutable_value()->mutable_amount()->set_amount("1000.50");
  agreement.mutable_value()->mutable_amount()->set_currency_code("USD");
  EXPECT_EQ(ReadResource(agreement)->value->LastPlace(), -2);
  EXPECT_FALSE(worth().has_value());
  agreement.set_kind(agreements::v1::Agreement::KIND_CONTRACT);
  agreement.mutable_value()->set_basis(agreements::v1::AgreementValue::BASIS_TOTAL);
  EXPECT_EQ(worth(), *Decimal::Parse("1000.50"));
  agreement.mutable_value()->set_basis(agreements::v1::AgreementValue::BASIS_YEAR);
  EXPECT_FALSE(worth().has_value());
  agreement.mutable_value()->set_basis(agreements::v1::AgreementValue::BASIS_TOTAL);
  agreement.set_kind(agreements::v1::Agreement::KIND_MEMORANDUM);
  EXPECT_FALSE(worth().has_value());
  agreements::v1::Target target;
  target.mutable_figure()->set_value("2");
  target.set_deadline("2030");
  EXPECT_EQ(ReadResource(target)->deadline, *Period::Year(2030));
}

}  // namespace
}  // namespace karvan::indicators
