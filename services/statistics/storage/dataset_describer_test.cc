#include "services/statistics/storage/dataset_describer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/statistics/storage/testing/random_dataset.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::StatusIs;
using testing::RandomDataset;

Code C(absl::string_view text) { return Code::Parse(text).value(); }

TEST(DatasetDescriberTest, CountsWhatTheModelSees) {
  for (uint32_t round = 0; round < 30; ++round) {
    RandomDataset dataset(round);
    const int64_t latest = static_cast<int64_t>(dataset.publications().size());
    const int64_t snapshot = dataset.state().history.latest();  // a retraction may be later
    const RandomDataset::Seen seen = dataset.SeenFrom({snapshot, absl::InfiniteFuture()});
    std::set<SeriesKey> series;
    std::map<std::string, DatasetDescription::Reporter> reporters;
    std::map<int32_t, DatasetDescription::PeriodLength> lengths;
    for (const auto& [name, value] : seen) {
      const auto& [key, period] = name;
      series.insert(key);
      DatasetDescription::Reporter& reporter = reporters[key.reporter];
      reporter.flows.insert(C(key.flow));
      reporter.partners.insert(C(key.partner));
      reporter.months.Add(period.first_month(), period.end_month());
      ++reporter.cell_count;
      lengths[period.month_count()].months.Add(period.first_month(), period.end_month());
      ++lengths[period.month_count()].cell_count;
    }
    int64_t versions = 0;
    for (const auto& [name, given] : dataset.cells()) versions += static_cast<int64_t>(given.size());

    ManualClock clock{absl::UnixEpoch()};
    const std::unique_ptr<kv::Store> empty = kv::NewMemoryStore(clock);
    RunReader reader = dataset.Reader();
    ASSERT_OK_AND_ASSIGN(const DatasetDescription got, DescribeState(dataset.state(), *empty, reader));
    EXPECT_EQ(got.cell_count, static_cast<int64_t>(seen.size()));
    EXPECT_EQ(got.series_count, static_cast<int64_t>(series.size()));
    EXPECT_EQ(got.version_count, versions);
    EXPECT_EQ(got.live_run_count, static_cast<int64_t>(dataset.state().runs.size()));
    EXPECT_EQ(got.publication_count, latest);
    EXPECT_EQ(got.last_recorded_at, absl::FromUnixSeconds(100 + latest));
    EXPECT_EQ(got.snapshot, snapshot);
    ASSERT_EQ(got.reporters.size(), reporters.size());
    for (const auto& [code, expected] : reporters) {
      const DatasetDescription::Reporter& reporter = got.reporters.at(C(code));
      EXPECT_EQ(reporter.flows, expected.flows);
      EXPECT_EQ(reporter.partners, expected.partners);
      EXPECT_EQ(reporter.months, expected.months);
      EXPECT_EQ(reporter.cell_count, expected.cell_count);
    }
    ASSERT_EQ(got.period_lengths.size(), lengths.size());
    for (const auto& [months, expected] : lengths) {
      EXPECT_EQ(got.period_lengths.at(months).months, expected.months);
      EXPECT_EQ(got.period_lengths.at(months).cell_count, expected.cell_count);
    }
    if (seen.empty()) continue;
    ASSERT_EQ(got.product_levels.size(), 1u);
    const auto& [level, counts] = *got.product_levels.begin();
    EXPECT_EQ(level, std::make_pair(C("HS"), 6));
    EXPECT_EQ(counts.cell_count, got.cell_count);
    EXPECT_EQ(counts.series_count, got.series_count);
  }
}

TEST(DescriptionsTest, OneIsMadeForEachState) {
  Descriptions descriptions;
  int made = 0;
  auto describe = [&made]() -> absl::StatusOr<DatasetDescription> {
    DatasetDescription description;
    description.cell_count = ++made;
    return description;
  };
  const auto first = std::make_shared<const DatasetState>(History(), std::vector<OpenRun>());
  const auto second = std::make_shared<const DatasetState>(History(), std::vector<OpenRun>());
  EXPECT_EQ((*descriptions.Get("tj", first, describe))->cell_count, 1);
  EXPECT_EQ((*descriptions.Get("tj", first, describe))->cell_count, 1);
  EXPECT_EQ((*descriptions.Get("kz", first, describe))->cell_count, 2);
  EXPECT_EQ((*descriptions.Get("tj", second, describe))->cell_count, 3);
  auto fail = []() -> absl::StatusOr<DatasetDescription> { return absl::CancelledError("gone"); };
  EXPECT_THAT(descriptions.Get("uz", first, fail), StatusIs(absl::StatusCode::kCancelled));
  EXPECT_EQ((*descriptions.Get("uz", first, describe))->cell_count, 4) << "an error is not kept";
}

}  // namespace
}  // namespace karvan::statistics
