#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/storage/run/merged_groups.h"
#include "services/statistics/storage/run/run_builder.h"
#include "services/statistics/storage/run/run_order.h"

// Long scans ask whether their caller still waits, and end when it does not.
namespace karvan::statistics {
namespace {

using ::karvan::testing::StatusIs;

// Two releases of one large group and many small ones: 120,000 cells each.
class LongScanTest : public ::testing::Test {
 protected:
  // As many cells as are visited in a millisecond or two: far less than 50 milliseconds, whatever the
  // machine.
  static constexpr int64_t kMaxCellsUnasked = 30'000;

  // Counts the cells that are given while nobody is asked.
  class Counter final : public GroupVisitor {
   public:
    void BeginGroup(const GroupKey&) override {}
    absl::Status OnBlock(const Page&, const Page::Block& block, const OpenRun&) override {
      return Add(block.cell_count);
    }
    absl::Status OnCell(const SeenCell&) override { return Add(1); }
    absl::StatusOr<bool> EndGroup() override { return true; }

    void Asked() {
      most_unasked = std::max(most_unasked, unasked);
      unasked = 0;
    }

    int64_t cells = 0;
    int64_t unasked = 0;
    int64_t most_unasked = 0;

   private:
    absl::Status Add(int64_t count) {
      cells += count;
      unasked += count;
      return absl::OkStatus();
    }
  };

  static CellTable Cells() {
    CellTableBuilder builder;
    Observation cell;
    cell.series.flow = "X";
    cell.series.reporter = "KAZ";
    cell.measures.value = Decimal::FromInteger(7);
    auto add = [&](const std::string& partner, int products) {
      cell.series.partner = partner;
      for (int product = 0; product < products; ++product) {
        cell.series.product = absl::StrCat(100000 + product);
        for (int month = 0; month < 60; ++month) {
          cell.period = Period::FromMonths(2019 * 12 + month, 1).value();
          builder.Add(cell);
        }
      }
    };
    add("CHN", 1000);
    for (int partner = 100; partner < 200; ++partner) add(absl::StrCat(partner), 10);
    return builder.Take();
  }

  OpenRun Write(int64_t sequence) {
    const std::string prefix = kv::KeyBuilder().Text("d").Text("B").Int(sequence).Take();
    std::unique_ptr<kv::BulkLoader> loader = store_->BulkLoad(prefix).value();
    RunBuilder builder(prefix, *loader);
    const CellTable table = Cells();
    EXPECT_OK(builder.Add(table, RunOrder(table)));
    EXPECT_OK(builder.Finish());
    Publication& publication = publications_.emplace_back();
    publication.sequence = publication.release = sequence;
    return catalog_.Open(prefix, sequence).value();
  }

  // Visits everything, and ends when the caller has been asked so often.
  absl::Status Visit(const std::vector<OpenRun>& runs, const Selection& selection, int max_asked,
                     Counter& counter) {
    int asked = 0;
    RunReader reader(catalog_, [&] {
      counter.Asked();
      return ++asked > max_asked ? absl::CancelledError("gone") : absl::OkStatus();
    });
    const Visibility all(publications_, static_cast<int64_t>(publications_.size()));
    MergedGroups groups(runs, all, selection, reader);
    const absl::Status visited = groups.Visit(GroupPlace{}, counter);
    counter.Asked();
    return visited;
  }

  ManualClock clock_{absl::UnixEpoch()};
  std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore(clock_);
  RunCatalog catalog_{*store_, 64 << 20};
  std::vector<Publication> publications_;
};

TEST_F(LongScanTest, AsksOften) {
  constexpr int kAlways = 1 << 30;
  const OpenRun first = Write(1);
  Counter blocks, cells, merged;
  ASSERT_OK(Visit({first}, {}, kAlways, blocks));
  EXPECT_EQ(blocks.cells, 120'000);
  EXPECT_LE(blocks.most_unasked, kMaxCellsUnasked);
  Selection two_years;
  two_years.first_month = 2020 * 12 + 1;
  two_years.end_month = 2022 * 12 + 1;
  ASSERT_OK(Visit({first}, two_years, kAlways, cells));
  EXPECT_EQ(cells.cells, 48'000);
  EXPECT_LE(cells.most_unasked, kMaxCellsUnasked);
  ASSERT_OK(Visit({first, Write(2)}, {}, kAlways, merged));
  EXPECT_EQ(merged.cells, 120'000);
  EXPECT_LE(merged.most_unasked, kMaxCellsUnasked);
}

TEST_F(LongScanTest, EndsWhenNobodyWaits) {
  const OpenRun first = Write(1);
  for (int max_asked : {0, 1, 10}) {
    Counter counter;
    EXPECT_THAT(Visit({first}, {}, max_asked, counter), StatusIs(absl::StatusCode::kCancelled, "gone"));
    EXPECT_LE(counter.cells, kMaxCellsUnasked * (max_asked + 1));
  }
}

// What a filter does not take is stepped over, and not read.
TEST_F(LongScanTest, SeeksInsteadOfScanning) {
  const OpenRun run = Write(1);
  EXPECT_GE(run.directory->pages.size(), 25u);
  auto pages_read = [&](const ObservationFilter& filter, int64_t cells) {
    RunReader reader(catalog_, [] { return absl::OkStatus(); });
    const Visibility all(publications_, 1);
    const Selection selection(filter);
    MergedGroups groups({&run, 1}, all, selection, reader);
    Counter counter;
    EXPECT_OK(groups.Visit(GroupPlace{}, counter));
    EXPECT_EQ(counter.cells, cells);
    return reader.pages_used();
  };
  ObservationFilter filter;
  filter.partners = CodeSet::Of({"CHN"}, {*CodeRange::Between("15", "15")});
  filter.products = CodeSet::Of({}, {*CodeRange::Between("100999", "100999")});
  EXPECT_LE(pages_read(filter, 60), 6) << "two of China's pages, and those of ten small partners";
  filter.partners = CodeSet::Of({"150", "999"});
  filter.products = CodeSet::Any();
  EXPECT_LE(pages_read(filter, 600), 3) << "two of partner 150, and the one that 999 would be in";
  filter.reporters = CodeSet::Of({}, {*CodeRange::Between("A", "J")});
  EXPECT_EQ(pages_read(filter, 0), 0);
}

}  // namespace
}  // namespace karvan::statistics
