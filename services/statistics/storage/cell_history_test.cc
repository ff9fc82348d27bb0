#include "services/statistics/storage/cell_history.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "services/statistics/storage/testing/random_dataset.h"

namespace karvan::statistics {
namespace {

using testing::RandomDataset;

// A version as "sequence=value", "sequence gone", with "!" where it is seen and "~" where it was retracted.
std::string Line(int64_t sequence, std::optional<int64_t> value, bool visible, bool retracted) {
  return absl::StrCat(sequence, value ? absl::StrCat("=", *value) : " gone", visible ? "!" : "",
                      retracted ? "~" : "");
}

std::vector<std::string> Expected(const RandomDataset& dataset, const RandomDataset::Name& name,
                                  const Vantage& from) {
  const RandomDataset::Versions& given = dataset.cells().at(name);
  std::vector<Publication> by_version = dataset.publications();
  std::sort(by_version.begin(), by_version.end(),
            [](const Publication& a, const Publication& b) { return a.version() < b.version(); });
  const RandomDataset::Seen seen = dataset.SeenFrom(from);
  const auto visible = seen.find(name);
  std::vector<std::string> lines;
  for (const Publication& at : by_version) {
    if (at.sequence > from.snapshot || at.published_at > from.published_by) continue;
    const auto version = given.find(at.sequence);
    if (version == given.end() && (lines.empty() || !RandomDataset::Replaces(at, name))) continue;
    const std::optional<int64_t> value = version == given.end() ? std::nullopt : version->second;
    lines.push_back(Line(at.sequence, value, visible != seen.end() && visible->second.second == at.sequence,
                         at.retraction != 0 && at.retraction <= from.snapshot));
  }
  return lines;
}

std::vector<std::string> Read(RandomDataset& dataset, const RandomDataset::Name& name, const Vantage& from) {
  RunReader reader = dataset.Reader();
  const auto history = ReadCellHistory(dataset.state(), name.first, name.second, from, reader);
  if (!history.ok()) return {history.status().ToString()};
  std::vector<std::string> lines;
  for (const CellVersion& version : *history) {
    const VersionedObservation& at = version.observation;
    EXPECT_EQ(at.observation.series, name.first);
    EXPECT_EQ(at.observation.period, name.second);
    EXPECT_EQ(version.recorded_at, absl::FromUnixSeconds(100 + at.sequence));
    std::optional<int64_t> value;
    if (at.observation.measures.value)
      value = static_cast<int64_t>(at.observation.measures.value->unscaled());
    EXPECT_EQ(at.deleted, !value.has_value());
    lines.push_back(Line(at.sequence, value, version.visible, version.retraction != 0));
  }
  return lines;
}

TEST(CellHistoryTest, GivesWhatTheModelGives) {
  for (uint32_t round = 0; round < 20; ++round) {
    RandomDataset dataset(round);
    const Vantage from = dataset.AnyVantage();
    for (const auto& [name, versions] : dataset.cells()) {
      ASSERT_EQ(Read(dataset, name, from), Expected(dataset, name, from))
          << "round " << round << " " << name.first << " " << name.second;
    }
  }
}

TEST(CellHistoryTest, UnknownCellsHaveNone) {
  RandomDataset dataset(1);
  const Vantage now{static_cast<int64_t>(dataset.publications().size()), absl::InfiniteFuture()};
  SeriesKey series = dataset.cells().begin()->first.first;
  EXPECT_TRUE(Read(dataset, {series, *Period::Year(1999)}, now).empty());
  series.partner = "AFG";
  EXPECT_TRUE(Read(dataset, {series, *Period::Year(2023)}, now).empty());
}

}  // namespace
}  // namespace karvan::statistics
