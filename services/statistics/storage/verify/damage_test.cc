#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/platform/kv/errors.h"
#include "services/statistics/storage/testing/stores_test.h"

// A byte flipped at every 512th position of every file of a store, which is then opened with nothing in
// memory: the answer is right, or an error says what is damaged.
namespace karvan::statistics {
namespace {

namespace fs = std::filesystem;
using testing::NewCell;

constexpr size_t kStride = 512;
constexpr int kReleases = 3;
constexpr int kPartners = 60;
constexpr int kYears = 40;

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteFile(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

std::string Partner(int number) {
  return {'A', static_cast<char>('A' + number / 26), static_cast<char>('A' + number % 26)};
}

class DamageTest : public testing::StoresTest {
 protected:
  struct Answer {
    absl::Status status;
    std::string seen;  // all cells, the latest first and then as of the first release
  };

  void SetUp() override {
    StoresTest::SetUp();
    ASSERT_OK(datasets_->Create(testing::NewDataset("tj"), {}));
    for (int release = 0; release < kReleases; ++release) {
      std::vector<Observation> cells;
      for (int partner = 0; partner < kPartners; ++partner) {
        for (int year = release; year < kYears; year += release + 1) {
          const std::string value =
              absl::StrCat((partner * 7919 + year * 104'729 + release) % 1'000'003, ".5");
          cells.push_back(
              NewCell(Partner(partner).c_str(), absl::StrCat(1980 + year).c_str(), value.c_str()));
        }
      }
      PublishCells("tj", cells);
      states_.insert(Ask().seen);
    }
    right_ = Ask().seen;
    closed_ = folder_;
    killed_ = folder_ + "-killed";
    fs::copy(folder_, killed_, fs::copy_options::recursive);
    Close();
    folder_ = closed_ + "-damaged";
  }

  void TearDown() override {
    StoresTest::TearDown();
    fs::remove_all(closed_);
    fs::remove_all(killed_);
  }

  void Close() {
    observations_.reset();
    releases_.reset();
    datasets_.reset();
    committer_.reset();
    runs_.reset();
    store_.reset();
  }

  // What the store says with one byte of one file flipped.
  Answer AskDamaged(const fs::path& original, const fs::path& file, size_t position) {
    fs::remove_all(folder_);
    fs::copy(original, folder_, fs::copy_options::recursive);
    std::string bytes = ReadFile(original / file);
    bytes[position] ^= 1 << position / kStride % 8;
    WriteFile(fs::path(folder_) / file, bytes);
    absl::StatusOr<std::unique_ptr<kv::Store>> store =
        kv::OpenRocksDbStore({.path = folder_, .clock = &clock_});
    if (!store.ok()) return {store.status(), ""};
    store_ = *std::move(store);
    Answer answer = Ask();
    Close();
    return answer;
  }

  Answer Ask() {
    RunCatalog runs(*store_, 1 << 20);
    KvObservationStore observations(runs);
    Answer answer;
    for (const AsOf& as_of : {AsOf(Now{}), AsOf(Snapshot{1})}) {
      absl::StatusOr<int64_t> snapshot = observations.ResolveSnapshot("tj", as_of);
      if (!snapshot.ok()) return {snapshot.status(), ""};
      absl::StatusOr<ObservationPage> page =
          observations.Read({"tj", ObservationFilter(), *snapshot}, "", 1 << 20, Alive);
      if (!page.ok()) return {page.status(), ""};
      for (const VersionedObservation& cell : page->observations) {
        absl::StrAppend(&answer.seen, cell.observation.series.partner, cell.observation.period.ToString(),
                        "=", cell.observation.measures.value->ToString(), " ");
      }
    }
    return answer;
  }

  // Flips a bit at every kStride-th position of every file below a folder, and counts what comes of it.
  void FlipAll(const std::string& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      const fs::path file = fs::relative(entry.path(), folder);
      for (size_t position = 0; position < entry.file_size(); position += kStride) {
        const Answer answer = AskDamaged(folder, file, position);
        ++outcomes_[OutcomeOf(file, answer)];
        EXPECT_NE(OutcomeOf(file, answer), "wrong") << file << " at " << position << ": " << answer.status;
      }
    }
    for (const auto& [outcome, count] : outcomes_) std::cout << outcome << ": " << count << "\n";
  }

  std::string OutcomeOf(const fs::path& file, const Answer& answer) {
    if (answer.status.ok() && answer.seen == right_) return file.extension().string() + " harmless";
    if (kv::IsCorrupt(answer.status)) return file.extension().string() + " noticed";
    const bool earlier = answer.status.ok() && states_.count(answer.seen) > 0;
    return earlier && file.extension() == ".log" ? "end of the log" : "wrong";
  }

  std::string closed_;  // the folder after an orderly end
  std::string killed_;  // as a kill leaves it
  std::map<std::string, int> outcomes_;
  std::string right_;
  std::set<std::string> states_;  // after each release
};

TEST_P(DamageTest, OfAStoreThatWasClosedIsNoticedOrHarmless) {
  FlipAll(closed_);
  EXPECT_EQ(outcomes_["end of the log"], 0);
  EXPECT_GT(outcomes_[".sst noticed"], 20);
}

TEST_P(DamageTest, OfAStoreThatWasKilledIsNoticedOrHarmless) {
  FlipAll(killed_);
  // Only a length in the last block of the log may pass for the end of a log that a crash cut.
  EXPECT_LE(outcomes_["end of the log"], 1);
  EXPECT_GT(outcomes_[".log noticed"], 5);
}

INSTANTIATE_TEST_SUITE_P(RocksDb, DamageTest, ::testing::Values(testing::Engine::kRocksDb),
                         testing::EngineName);

}  // namespace
}  // namespace karvan::statistics
