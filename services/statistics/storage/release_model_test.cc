// Random histories of releases that add, replace, delete, are retracted and purged, in any order and with
// folds in between: what is seen at every snapshot, and what validation reports, against a plain model.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "services/platform/kv/postgres_store.h"
#include "services/platform/kv/testing/postgres_server.h"
#include "services/statistics/storage/fold_worker.h"
#include "services/statistics/storage/kv_purge_repository.h"
#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics {
namespace {

using testing::Day;

constexpr const char* kPartners[] = {"KGZ", "TJK", "UZB"};
constexpr const char* kPeriods[] = {"2022", "2023-01", "2023"};
constexpr int kCells = 9;

struct ModelCell {
  int partner = 0, period = 0;

  const char* partner_code() const { return kPartners[partner]; }
  Period stored_period() const { return *Period::Parse(kPeriods[period]); }
  friend auto operator<=>(const ModelCell&, const ModelCell&) = default;
};

ModelCell CellAt(int i) { return {i / 3, i % 3}; }

struct ModelRelease {
  int64_t number = 0, sequence = 0, retraction = 0;
  absl::Time published_at;
  bool replaces = false;
  std::set<int> partners;           // of its scope, which is of 2023
  std::map<ModelCell, int> values;  // 0 deletes

  bool Replaces(const ModelCell& cell) const {
    return replaces && partners.count(cell.partner) > 0 && cell.period != 0;
  }
};

class RandomReleasesTest : public testing::StoresTest {
 protected:
  int Draw(int below) { return std::uniform_int_distribution<int>(0, below - 1)(rng_); }

  // The value of a cell at a snapshot; 0 when none is seen.
  int ValueAt(const ModelCell& cell, int64_t snapshot) const {
    const ModelRelease* newest = nullptr;
    for (const ModelRelease& release : published_) {
      if (release.sequence > snapshot) continue;
      if (release.retraction != 0 && release.retraction <= snapshot) continue;
      if (release.values.count(cell) == 0 && !release.Replaces(cell)) continue;
      if (newest == nullptr || std::tie(newest->published_at, newest->sequence) <
                                   std::tie(release.published_at, release.sequence)) {
        newest = &release;
      }
    }
    if (newest == nullptr) return 0;
    const auto at = newest->values.find(cell);
    return at == newest->values.end() ? 0 : at->second;
  }

  std::string ExpectedAt(int64_t snapshot) const {
    std::string seen;
    for (int i = 0; i < kCells; ++i) {
      const ModelCell cell = CellAt(i);
      const int value = ValueAt(cell, snapshot);
      if (value == 0) continue;
      absl::StrAppend(&seen, seen.empty() ? "" : " ", cell.partner_code(), " ", kPeriods[cell.period], "=",
                      value);
    }
    return seen;
  }

  // When the office published what is seen of a cell now.
  absl::Time PublishedAtOf(const ModelCell& cell) const {
    absl::Time latest = absl::InfinitePast();
    for (const ModelRelease& release : published_) {
      if (release.retraction == 0 && (release.values.count(cell) > 0 || release.Replaces(cell))) {
        latest = std::max(latest, release.published_at);
      }
    }
    return latest;
  }

  void CheckReport(const ModelRelease& next, const ValidationReport& report) const {
    std::map<std::string, int64_t> counts;
    for (int i = 0; i < kCells; ++i) {
      const ModelCell cell = CellAt(i);
      const int seen = ValueAt(cell, last_sequence_);
      const auto given = next.values.find(cell);
      if (given == next.values.end()) {
        if (seen != 0 && next.Replaces(cell) && PublishedAtOf(cell) <= next.published_at) ++counts["deleted"];
      } else if (seen == 0) {
        ++counts[given->second == 0 ? "idle" : "new"];
      } else if (PublishedAtOf(cell) > next.published_at) {
        ++counts["superseded"];
      } else {
        ++counts[given->second == 0 ? "deleted" : given->second == seen ? "restated" : "changed"];
      }
    }
    EXPECT_EQ(report.new_count, counts["new"]);
    EXPECT_EQ(report.changed_count, counts["changed"]);
    EXPECT_EQ(report.restated_count, counts["restated"]);
    EXPECT_EQ(report.deleted_count, counts["deleted"]);
    EXPECT_EQ(report.idle_deletion_count, counts["idle"]);
    EXPECT_EQ(report.superseded_count, counts["superseded"]);
  }

  void PublishOne() {
    ModelRelease next;
    next.replaces = Draw(3) == 0;
    if (next.replaces) next.partners = {Draw(3), Draw(3)};
    for (int i = 0; i < kCells; ++i) {
      if (Draw(3) != 0 || (next.replaces && !next.Replaces(CellAt(i)))) continue;
      next.values[CellAt(i)] = Draw(4);
    }
    if (next.values.empty() && !next.replaces) return;
    clock_.Advance(absl::Hours(1));
    next.published_at = Draw(3) == 0 ? Day(1) + absl::Hours(Draw(200)) : clock_.Now();

    Release draft;
    draft.dataset = "tj";
    draft.published_at = next.published_at;
    if (next.replaces) {
      draft.mode = ReleaseMode::kReplace;
      draft.allow_empty = true;
      for (int partner : next.partners) draft.scope.partners.push_back(*Code::Parse(kPartners[partner]));
      draft.scope.first_month = 2023 * 12;
      draft.scope.end_month = 2024 * 12;
    }
    next.number = releases_->Create(draft, {})->number;
    std::vector<Observation> cells;
    for (const auto& [cell, value] : next.values) {
      cells.push_back(
          testing::NewCell(cell.partner_code(), kPeriods[cell.period], absl::StrCat(value).c_str()));
      if (value == 0) {
        cells.back().measures = Measures();
        cells.back().measures.deleted = true;
      }
    }
    if (!cells.empty()) {
      ASSERT_OK(Import("tj", next.number, cells));
    }
    ASSERT_OK_AND_ASSIGN(const Release validated, releases_->Validate("tj", next.number, "", {}, Alive));
    CheckReport(next, *validated.validation);
    ASSERT_OK_AND_ASSIGN(const Release published, releases_->Publish("tj", next.number, {}, "", {}));
    next.sequence = last_sequence_ = published.sequence;
    published_.push_back(next);
  }

  void RetractOne() {
    ModelRelease& release = published_[Draw(static_cast<int>(published_.size()))];
    if (release.retraction != 0) return;
    ASSERT_OK_AND_ASSIGN(const Release retracted, releases_->Retract("tj", release.number, "wrong", "", {}));
    release.retraction = last_sequence_ = retracted.retraction_sequence;
  }

  void PurgeOne() {
    const ModelCell cell = CellAt(Draw(kCells));
    int64_t first = 0;
    for (ModelRelease& release : published_) {
      if (release.values.erase(cell) > 0 && first == 0) first = release.sequence;
    }
    Purge order;
    order.dataset = "tj";
    order.series = testing::NewCell(cell.partner_code(), kPeriods[cell.period], "0").series;
    order.periods = {cell.stored_period()};
    KvPurgeRepository purges(*runs_, *committer_, [](std::vector<std::string>) {});
    const absl::StatusOr<PurgeState> state = purges.Create(order, {}, Alive);
    EXPECT_EQ(state.ok(), first != 0);
    if (!state.ok()) return;
    EXPECT_EQ(state->purge.first_sequence, first);
    last_sequence_ = state->purge.sequence;
    purges_.emplace_back(first, last_sequence_);
  }

  void FoldNow() {
    FoldWorker worker(*runs_, *committer_, absl::ZeroDuration());
    worker.Notify("tj");
    worker.WaitUntilIdle();
  }

  void CheckEverySnapshot() {
    for (int64_t snapshot = 0; snapshot <= last_sequence_; ++snapshot) {
      const bool broken = std::any_of(purges_.begin(), purges_.end(), [&](const auto& purge) {
        return purge.first <= snapshot && snapshot < purge.second;
      });
      if (broken) {
        EXPECT_NE(Seen("tj", Snapshot{snapshot}).find("was purged"), std::string::npos) << snapshot;
      } else {
        EXPECT_EQ(Seen("tj", Snapshot{snapshot}), ExpectedAt(snapshot)) << snapshot;
      }
    }
  }

  void RunHistory(int seed, int steps) {
    SCOPED_TRACE(seed);
    rng_.seed(seed);
    for (int step = 0; step < steps && !HasFailure(); ++step) {
      const int kind = Draw(12);
      if (kind < 8 || published_.empty()) {
        PublishOne();
      } else if (kind < 10) {
        RetractOne();
      } else if (kind == 10) {
        FoldNow();
      } else if (step > steps / 2) {
        PurgeOne();
      }
      EXPECT_EQ(Seen("tj"), ExpectedAt(last_sequence_));
      if (Draw(kStepsBetweenRestarts) == 0) Reopen();
    }
    CheckEverySnapshot();
    Reopen();
    CheckEverySnapshot();
  }

  // Histories of random seeds, each of a store of its own.
  void RunHistories() {
    const char* asked = std::getenv("KARVAN_HISTORIES");
    const int histories = asked == nullptr ? 3 : std::atoi(asked);
    for (int seed = 1; seed <= histories && !HasFailure(); ++seed) {
      if (seed > 1) {
        TearDown();
        SetUp();
      }
      RunHistory(seed, kSteps);
    }
  }

  void SetUp() override {
    ++histories_;
    last_sequence_ = 0;
    published_.clear();
    purges_.clear();
    StoresTest::SetUp();
    ASSERT_OK(datasets_->Create(testing::NewDataset("tj"), {}));
  }

  static void TearDownTestSuite() { postgres_.reset(); }

  absl::StatusOr<std::unique_ptr<kv::Store>> OpenPostgres() override {
    if (postgres_ == nullptr) postgres_ = kv::testing::PostgresServer::Start();
    return kv::OpenPostgresStore(
        {.uri = postgres_->Uri(absl::StrCat("history", histories_)), .clock = &clock_});
  }

  static constexpr int kSteps = 100;
  static constexpr int kStepsBetweenRestarts = 25;

  static inline std::unique_ptr<kv::testing::PostgresServer> postgres_;
  static inline int histories_ = 0;

  std::mt19937 rng_;
  int64_t last_sequence_ = 0;
  std::vector<ModelRelease> published_;
  std::vector<std::pair<int64_t, int64_t>> purges_;  // first sequence that held the cell, and the purge's
};

TEST_P(RandomReleasesTest, WhatIsSeenIsWhatTheModelSays) { RunHistories(); }

INSTANTIATE_TEST_SUITE_P(Engines, RandomReleasesTest,
                         ::testing::Values(testing::Engine::kMemory, testing::Engine::kRocksDb,
                                           testing::Engine::kPostgres),
                         testing::EngineName);

}  // namespace
}  // namespace karvan::statistics
