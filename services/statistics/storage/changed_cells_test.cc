#include "services/statistics/storage/changed_cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/statistics/storage/testing/random_dataset.h"

namespace karvan::statistics {
namespace {

using ::testing::IsEmpty;
using testing::RandomDataset;

// "KAZ X KGZ 270010 2023-04: 17 of 3" or "...: gone, 5".
std::string Line(const RandomDataset::Name& name, std::optional<int64_t> value, int64_t sequence) {
  const auto& [series, period] = name;
  return absl::StrCat(Describe(series), " ", period.ToString(), ": ",
                      value ? absl::StrCat(*value, " of ") : "gone, ", sequence);
}

std::vector<std::string> Expected(const RandomDataset& dataset, const Vantage& before, const Vantage& after,
                                  const ObservationFilter& filter) {
  const RandomDataset::Seen was = dataset.SeenFrom(before);
  const RandomDataset::Seen is = dataset.SeenFrom(after);
  std::vector<std::string> lines;
  for (const auto& [name, versions] : dataset.cells()) {
    if (!filter.Matches(name.first) || !filter.Matches(name.second)) continue;
    const auto a = was.find(name);
    const auto b = is.find(name);
    if (b != is.end() && (a == was.end() || a->second.second != b->second.second)) {
      lines.push_back(Line(name, b->second.first, b->second.second));
    }
    if (a != was.end() && b == is.end()) lines.push_back(Line(name, std::nullopt, a->second.second));
  }
  return lines;
}

// All pages of at most `limit` cells.
std::vector<std::string> Read(RandomDataset& dataset, const Vantage& before, const Vantage& after,
                              const ObservationFilter& filter, int limit) {
  const auto& publications = dataset.publications();
  const Visibility old_sight(publications, before.snapshot, before.published_by);
  const Visibility new_sight(publications, after.snapshot, after.published_by);
  std::vector<std::string> lines;
  std::optional<Cell> from;
  while (true) {
    RunReader reader = dataset.Reader();
    absl::StatusOr<ObservationPage> page =
        ReadChangedCells(dataset.state(), old_sight, new_sight, Selection(filter), from, limit, reader);
    if (!page.ok()) return {page.status().ToString()};
    EXPECT_LE(page->observations.size(), static_cast<size_t>(limit));
    for (const VersionedObservation& cell : page->observations) {
      const Observation& o = cell.observation;
      EXPECT_EQ(cell.deleted, !o.measures.value.has_value());
      std::optional<int64_t> value;
      if (o.measures.value) value = static_cast<int64_t>(o.measures.value->unscaled());
      lines.push_back(Line({o.series, o.period}, value, cell.sequence));
    }
    if (page->next_position.empty()) return lines;
    from = ParseCellKey(page->next_position).value();
  }
}

TEST(ChangedCellsTest, GivesWhatTheModelGives) {
  for (uint32_t round = 0; round < 30; ++round) {
    RandomDataset dataset(round);
    for (int i = 0; i < 12; ++i) {
      const Vantage before = dataset.AnyVantage();
      const Vantage after = dataset.AnyVantage();
      ObservationFilter filter;
      if (dataset.Below(3) == 0) filter.reporters = CodeSet::Of({"TJK"});
      if (dataset.Below(3) == 0)
        filter.products = CodeSet::Of({"270030"}, {*CodeRange::Between("27000", "27001")});
      if (dataset.Below(3) == 0) filter.period_lengths = {1};
      const int limit = 1 + static_cast<int>(dataset.Below(30));
      ASSERT_EQ(Read(dataset, before, after, filter, limit), Expected(dataset, before, after, filter))
          << "round " << round << " from " << before.snapshot << " to " << after.snapshot;
    }
  }
}

TEST(ChangedCellsTest, NothingChangesBetweenEqualMoments) {
  RandomDataset dataset(1);
  const Vantage now{static_cast<int64_t>(dataset.publications().size()), absl::InfiniteFuture()};
  EXPECT_THAT(Read(dataset, now, now, {}, 10), IsEmpty());
}

}  // namespace
}  // namespace karvan::statistics
