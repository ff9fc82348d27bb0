#include "services/statistics/storage/merged_cursor.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/storage/row_sorter.h"
#include "services/statistics/storage/run_writer.h"

namespace karvan::statistics {
namespace {

absl::Time Day(int day) { return absl::UnixEpoch() + absl::Hours(24 * day); }

class MergedCursorTest : public ::testing::Test {
 protected:
  // Writes a run that gives each year its number as a value, and publishes it.
  void Publish(int64_t run, std::vector<int> years, absl::Time published_at) {
    RowSorter sorter;
    for (int year : years) {
      Observation cell;
      cell.series = {"KAZ", "X", "TJK", "HS", "TOTAL", "W00", "C00", "0"};
      cell.period = *Period::Year(year);
      cell.measures.value = Decimal::FromInteger(run);
      sorter.Add(year, cell);
    }
    sorter.Sort();
    ASSERT_OK_AND_ASSIGN(std::unique_ptr<kv::BulkLoader> loader, store_->BulkLoad(RunPrefix("tj", run)));
    RunWriter writer("tj", run, *loader);
    for (const RowSorter::Row& row : sorter.rows()) {
      ASSERT_OK(writer.Add(row.cell_class(), row.cell_key(), row.cell));
    }
    ASSERT_OK(writer.Finish());
    const int64_t sequence = static_cast<int64_t>(publications_.size()) + 1;
    publications_.push_back({sequence, 10 * sequence, published_at, Day(100), {run}});
  }

  // "2022=1@1": each year with its value and the sequence that brought it.
  std::string Read() {
    PageReader reader(*store_, [] { return absl::OkStatus(); });
    const ObservationFilter all;
    MergedCursor cursor(reader, "tj", publications_, all, "");
    std::string read;
    while (true) {
      absl::StatusOr<std::optional<VersionedObservation>> cell = cursor.Next();
      EXPECT_OK(cell);
      if (!cell.ok() || !cell->has_value()) return read;
      const VersionedObservation& found = **cell;
      EXPECT_EQ(found.release, 10 * found.sequence);
      EXPECT_EQ(found.published_at, publications_[found.sequence - 1].published_at);
      absl::StrAppend(&read, read.empty() ? "" : " ", found.observation.period.ToString(), "=",
                      found.observation.measures.value->ToString(), "@", found.sequence);
    }
  }

  std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore();
  std::vector<Publication> publications_;
};

TEST_F(MergedCursorTest, NothingWithoutPublications) { EXPECT_EQ(Read(), ""); }

TEST_F(MergedCursorTest, TheLaterDateWinsThenTheLaterSequence) {
  Publish(1, {2020, 2021, 2022}, Day(5));
  Publish(2, {2021, 2022, 2023}, Day(3));
  Publish(3, {2022, 2024}, Day(5));
  EXPECT_EQ(Read(), "2020=1@1 2021=1@1 2022=3@3 2023=2@2 2024=3@3");
}

TEST_F(MergedCursorTest, APublicationMayHaveSeveralRuns) {
  Publish(1, {2020, 2022}, Day(5));
  Publish(2, {2021, 2023}, Day(5));
  publications_ = {{1, 10, Day(5), Day(100), {1, 2}}};
  EXPECT_EQ(Read(), "2020=1@1 2021=2@1 2022=1@1 2023=2@1");
}

}  // namespace
}  // namespace karvan::statistics
