#include "services/statistics/storage/revision_reader.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "services/statistics/storage/testing/random_dataset.h"

namespace karvan::statistics {
namespace {

using testing::RandomDataset;

// The summary of the model's cells, as the rules are told.
RevisionSummary Expected(const RandomDataset& dataset, const Vantage& from) {
  std::vector<Publication> by_version = dataset.publications();
  std::sort(by_version.begin(), by_version.end(),
            [](const Publication& a, const Publication& b) { return a.version() < b.version(); });
  const RandomDataset::Seen seen = dataset.SeenFrom(from);
  RevisionSummary summary;
  for (const auto& [name, given] : dataset.cells()) {
    std::vector<RevisedValue> versions;
    std::optional<int64_t> last;
    for (const Publication& at : by_version) {
      const auto version = given.find(at.sequence);
      if (version == given.end() || !RandomDataset::IsSeen(at, from)) continue;
      RevisedValue& value = versions.emplace_back();
      value.published_at = at.published_at;
      if (version->second) value.value = Decimal::FromInteger(*version->second);
      last = version->second;
    }
    if (versions.empty()) continue;
    if (last && seen.count(name) == 0) versions.emplace_back();  // replaced
    EXPECT_OK(summary.AddCell(name.second, versions));
  }
  return summary;
}

TEST(RevisionReaderTest, GivesWhatTheModelGives) {
  for (uint32_t round = 0; round < 40; ++round) {
    RandomDataset dataset(round);
    const Vantage from = dataset.AnyVantage();
    const RevisionSummary expected = Expected(dataset, from);
    RunReader reader = dataset.Reader();
    const Visibility visibility(dataset.publications(), from.snapshot, from.published_by);
    ASSERT_OK_AND_ASSIGN(const RevisionSummary summary,
                         ReadRevisions(dataset.state(), visibility, Selection(), reader));
    ASSERT_EQ(summary.cell_count(), expected.cell_count()) << "round " << round;
    ASSERT_EQ(summary.version_count(), expected.version_count()) << "round " << round;
    EXPECT_EQ(summary.not_compared_count(), expected.not_compared_count());
    EXPECT_EQ(summary.first_to_latest().count(), expected.first_to_latest().count());
    EXPECT_EQ(summary.first_to_latest().sum(), expected.first_to_latest().sum());
    EXPECT_EQ(summary.first_to_latest().absolute_sum(), expected.first_to_latest().absolute_sum());
    ASSERT_EQ(summary.by_order().size(), expected.by_order().size());
    for (const auto& [order, statistics] : expected.by_order()) {
      EXPECT_EQ(summary.by_order().at(order).sum(), statistics.sum());
      EXPECT_EQ(summary.by_order().at(order).count(), statistics.count());
    }
  }
}

}  // namespace
}  // namespace karvan::statistics
