#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/storage/dataset_state.h"
#include "services/statistics/storage/observation_store.h"
#include "services/statistics/storage/run/run_builder.h"
#include "services/statistics/storage/run/run_merger.h"
#include "services/statistics/storage/run/run_order.h"

// For tests: datasets of a few releases with revisions, deletions, retractions and replaced parts, held by
// runs and by a model of plain maps.
namespace karvan::statistics::testing {

class RandomDataset {
 public:
  using Name = std::pair<SeriesKey, Period>;
  // The value of each version by sequence; none where it took the cell away.
  using Versions = std::map<int64_t, std::optional<int64_t>>;
  using Seen = std::map<Name, std::pair<int64_t, int64_t>>;  // value and sequence

  explicit RandomDataset(uint32_t seed) : random_(seed) {
    const int releases = 1 + static_cast<int>(Below(8));
    std::vector<CellTable> tables;
    for (int sequence = 1; sequence <= releases; ++sequence) {
      publications_.push_back(RandomPublication(sequence, releases));
      tables.push_back(RandomRelease(sequence));
    }
    // The first releases folded into one run, the others as they came.
    const size_t folded = Below(static_cast<uint32_t>(releases) + 1);
    std::vector<OpenRun> runs;
    for (size_t i = 0; i < tables.size(); ++i) {
      runs.push_back(Write(std::move(tables[i]), static_cast<int64_t>(i) + 1));
      if (i + 1 == folded) runs = {Fold(runs)};
    }
    state_ = std::make_unique<DatasetState>(History(publications_), std::move(runs));
  }

  uint32_t Below(uint32_t n) { return random_() % n; }

  const DatasetState& state() const { return *state_; }
  RunReader Reader() {
    return RunReader(catalog_, [] { return absl::OkStatus(); });
  }
  const std::vector<Publication>& publications() const { return publications_; }
  const std::map<Name, Versions>& cells() const { return cells_; }

  // A vantage that may see any part of the history.
  Vantage AnyVantage() {
    Vantage from;
    from.snapshot = Below(static_cast<uint32_t>(publications_.size()) + 4);
    if (Below(3) == 0) from.published_by = absl::FromUnixSeconds(Below(6));
    return from;
  }

  static bool IsSeen(const Publication& at, const Vantage& from) {
    return at.sequence <= from.snapshot && at.published_at <= from.published_by &&
           (at.retraction == 0 || at.retraction > from.snapshot);
  }
  static bool Replaces(const Publication& at, const Name& cell) {
    return at.replaces && at.replaces->reporters[0].ToString() == cell.first.reporter &&
           cell.second.first_month() >= at.replaces->first_month;
  }

  // What the model sees; written as the rules are told, not as the code works.
  Seen SeenFrom(const Vantage& from) const {
    Seen seen;
    for (const auto& [name, versions] : cells_) {
      std::optional<Version> newest;
      for (const Publication& at : publications_) {
        const auto given = versions.find(at.sequence);
        if (!IsSeen(at, from) || (given == versions.end() && !Replaces(at, name))) continue;
        if (newest && at.version() < *newest) continue;
        newest = at.version();
        seen.erase(name);
        if (given != versions.end() && given->second) seen[name] = {*given->second, at.sequence};
      }
    }
    return seen;
  }

 private:
  Publication RandomPublication(int64_t sequence, int releases) {
    Publication publication;
    publication.sequence = publication.release = sequence;
    publication.published_at = absl::FromUnixSeconds(Below(6));  // often back-dated
    publication.recorded_at = absl::FromUnixSeconds(100 + sequence);
    if (Below(5) == 0) publication.retraction = releases + 1 + Below(3);
    if (Below(4) == 0) {
      publication.replaces.emplace();
      publication.replaces->reporters = {Code::Parse(Below(2) ? "KAZ" : "TJK").value()};
      publication.replaces->first_month = 2023 * 12 + 6;
    }
    return publication;
  }

  CellTable RandomRelease(int64_t sequence) {
    CellTableBuilder builder;
    for (int i = 0; i < 40; ++i) {
      Observation cell;
      cell.series.reporter = Below(2) ? "KAZ" : "TJK";
      cell.series.flow = Below(2) ? "X" : "M";
      cell.series.partner = Below(2) ? "KGZ" : "UZB";
      cell.series.product = absl::StrCat(270000 + Below(4) * 10);
      const int first_month = 2023 * 12 + static_cast<int>(Below(14));
      cell.period = Period::FromMonths(first_month, Below(6) == 0 ? 3 : 1).value();
      Versions& versions = cells_[{cell.series, cell.period}];
      if (versions.count(sequence) > 0) continue;
      const bool deleted = Below(8) == 0;
      if (!deleted) cell.measures.value = Decimal::FromInteger(Below(1000));
      builder.Add(cell);
      versions[sequence] =
          deleted ? std::nullopt : std::optional<int64_t>(builder.table().cells.back().value.unscaled);
      if (!deleted) continue;
      Attributes gone;
      gone.deleted = true;
      builder.table().cells.back().attributes = builder.AddAttributes(gone);
    }
    return builder.Take();
  }

  std::string NextPrefix() { return kv::KeyBuilder().Text("d").Text("B").Int(++last_run_).Take(); }

  OpenRun Write(CellTable table, int64_t sequence) {
    const std::string prefix = NextPrefix();
    std::unique_ptr<kv::BulkLoader> loader = store_->BulkLoad(prefix).value();
    RunBuilder builder(prefix, *loader);
    EXPECT_OK(builder.Add(table, RunOrder(table)));
    EXPECT_OK(builder.Finish());
    return catalog_.Open(prefix, sequence).value();
  }

  OpenRun Fold(const std::vector<OpenRun>& runs) {
    const std::string prefix = NextPrefix();
    std::unique_ptr<kv::BulkLoader> loader = store_->BulkLoad(prefix).value();
    RunBuilder builder(prefix, *loader);
    RunReader reader = Reader();
    const Visibility versions(publications_, static_cast<int64_t>(publications_.size()));
    EXPECT_OK(MergeRuns(runs, versions, reader, builder));
    EXPECT_OK(builder.Finish());
    return catalog_.Open(prefix, 0).value();
  }

  std::mt19937 random_;
  ManualClock clock_{absl::UnixEpoch()};
  std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore(clock_);
  RunCatalog catalog_{*store_, 1 << 20};
  std::vector<Publication> publications_;
  std::map<Name, Versions> cells_;
  int64_t last_run_ = 0;
  std::unique_ptr<DatasetState> state_;
};

}  // namespace karvan::statistics::testing
