#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "services/platform/clock/clock.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/kv/rocksdb_store.h"
#include "services/platform/ledger/committer.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/storage/kv_dataset_repository.h"
#include "services/statistics/storage/kv_observation_store.h"
#include "services/statistics/storage/kv_release_repository.h"
#include "services/statistics/storage/orphan_cleaner.h"

// For tests: the repositories over each engine. Every suite derived from StoresTest is a contract that holds
// on all of them.
namespace karvan::statistics::testing {

enum class Engine { kMemory, kRocksDb, kPostgres };

inline std::string EngineName(const ::testing::TestParamInfo<Engine>& info) {
  return info.param == Engine::kMemory ? "Memory" : info.param == Engine::kRocksDb ? "RocksDb" : "Postgres";
}

inline absl::Time Day(int day) {
  return absl::FromCivil(absl::CivilDay(2024, 8, 1) + (day - 1), absl::UTCTimeZone());
}

inline Dataset NewDataset(std::string id) {
  Dataset dataset;
  dataset.id = std::move(id);
  dataset.display_name = "Trade";
  dataset.provider = "Agency";
  dataset.currency_code = "USD";
  return dataset;
}

inline Observation NewCell(const char* partner, const char* period, const char* value) {
  Observation cell;
  cell.series.reporter = "KAZ";
  cell.series.flow = "X";
  cell.series.partner = partner;
  cell.period = *Period::Parse(period);
  cell.measures.value = *Decimal::Parse(value);
  return cell;
}

class StoresTest : public ::testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == Engine::kRocksDb) {
      std::string pattern = ::testing::TempDir() + "statistics-XXXXXX";
      folder_ = mkdtemp(pattern.data());
    }
    Open();
  }

  void TearDown() override {
    store_.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  // As after a restart of the service; a store in memory stays as it is.
  void Reopen() {
    if (GetParam() != Engine::kMemory) store_.reset();
    Open();
  }

  // Creates a dataset and gives the number of a draft in it.
  int64_t NewDraft(const std::string& dataset) {
    EXPECT_OK(datasets_->Create(NewDataset(dataset), {}));
    return AnotherDraft(dataset);
  }

  int64_t AnotherDraft(const std::string& dataset) {
    Release draft;
    draft.dataset = dataset;
    absl::StatusOr<Release> created = releases_->Create(draft, {});
    EXPECT_OK(created);
    return created->number;
  }

  // Imports cells into a draft; the first stands on line 2. Every file without a sha256 gets one of its own.
  absl::StatusOr<ImportOutcome> Import(const std::string& dataset, int64_t number,
                                       const std::vector<Observation>& cells,
                                       const std::string& file_name = "a.csv", int64_t bad_rows = 0,
                                       std::string sha256 = "") {
    absl::StatusOr<std::unique_ptr<ReleaseImport>> import = releases_->BeginImport(dataset, number);
    if (!import.ok()) return import.status();
    int64_t line = 2;
    for (const Observation& cell : cells) {
      if (absl::Status added = (*import)->Add(line++, cell); !added.ok()) return added;
    }
    ImportedFile file;
    file.file_name = file_name;
    file.sha256 = sha256.empty() ? absl::StrCat("file ", ++file_count_) : std::move(sha256);
    file.row_count = static_cast<int64_t>(cells.size()) + bad_rows;
    return (*import)->Finish(file, bad_rows);
  }

  // Creates, fills and publishes a release.
  Release PublishCells(const std::string& dataset, const std::vector<Observation>& cells,
                       std::optional<absl::Time> published_at = std::nullopt) {
    const int64_t number = AnotherDraft(dataset);
    EXPECT_OK(Import(dataset, number, cells));
    absl::StatusOr<Release> published = releases_->Publish(dataset, number, published_at, "", {});
    EXPECT_OK(published);
    return *published;
  }

  // "TJK 2023=5 TJK 2024=6": partner, period and value of all that is seen.
  std::string Seen(const std::string& dataset, const AsOf& as_of = Now{}, ObservationFilter filter = {}) {
    absl::StatusOr<int64_t> snapshot = observations_->ResolveSnapshot(dataset, as_of);
    if (!snapshot.ok()) return std::string(snapshot.status().message());
    absl::StatusOr<ObservationPage> page =
        observations_->Read({dataset, std::move(filter), *snapshot}, "", 1000, Alive);
    if (!page.ok()) return std::string(page.status().message());
    std::string seen;
    for (const VersionedObservation& cell : page->observations) {
      const Observation& o = cell.observation;
      absl::StrAppend(&seen, seen.empty() ? "" : " ", o.series.partner, " ", o.period.ToString(), "=",
                      o.measures.value ? o.measures.value->ToString() : "none");
    }
    return seen;
  }

  // Drops what nothing names, as at the start of a service that is alone on its store.
  absl::Status CleanOrphans(const std::string& dataset) {
    ProcessLease lease(*store_, clock_, ledger::ThisProcess());
    return OrphanCleaner(*store_, *committer_, lease, absl::ZeroDuration()).Clean(dataset);
  }

  // A store of PostgreSQL, for suites that are instantiated for it: they start the server.
  virtual absl::StatusOr<std::unique_ptr<kv::Store>> OpenPostgres() {
    return absl::FailedPreconditionError("this suite starts no PostgreSQL");
  }

  static absl::Status Alive() { return absl::OkStatus(); }

  ManualClock clock_{Day(10)};
  int file_count_ = 0;
  std::string folder_;
  std::unique_ptr<kv::Store> store_;
  std::unique_ptr<ledger::Committer> committer_;
  std::unique_ptr<RunCatalog> runs_;
  std::unique_ptr<DatasetRepository> datasets_;
  std::unique_ptr<ReleaseRepository> releases_;
  std::unique_ptr<ObservationStore> observations_;

 private:
  void Open() {
    if (GetParam() == Engine::kRocksDb) {
      absl::StatusOr<std::unique_ptr<kv::Store>> store =
          kv::OpenRocksDbStore({.path = folder_, .clock = &clock_});
      ASSERT_OK(store);
      store_ = *std::move(store);
    } else if (GetParam() == Engine::kPostgres) {
      absl::StatusOr<std::unique_ptr<kv::Store>> store = OpenPostgres();
      ASSERT_OK(store);
      store_ = *std::move(store);
    } else if (store_ == nullptr) {
      store_ = kv::NewMemoryStore(clock_);
    }
    committer_ = std::make_unique<ledger::Committer>(*store_, clock_);
    datasets_ = std::make_unique<KvDatasetRepository>(*store_, *committer_);
    releases_.reset();
    observations_.reset();
    runs_ = std::make_unique<RunCatalog>(*store_, 1 << 20);
    releases_ = std::make_unique<KvReleaseRepository>(*runs_, *committer_);
    observations_ = std::make_unique<KvObservationStore>(*runs_);
  }
};

#define INSTANTIATE_ENGINES(Suite)                                                             \
  INSTANTIATE_TEST_SUITE_P(Engines, Suite,                                                     \
                           ::testing::Values(::karvan::statistics::testing::Engine::kMemory,   \
                                             ::karvan::statistics::testing::Engine::kRocksDb), \
                           ::karvan::statistics::testing::EngineName)

}  // namespace karvan::statistics::testing
