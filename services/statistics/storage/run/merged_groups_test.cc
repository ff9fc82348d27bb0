#include "services/statistics/storage/run/merged_groups.h"

#include <gmock/gmock.h>

#include <map>
#include <random>
#include <tuple>

#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/storage/run/run_builder.h"
#include "services/statistics/storage/run/run_merger.h"
#include "services/statistics/storage/run/run_order.h"

namespace karvan::statistics {
namespace {

// A cell by its texts and numbers, so that a model can hold it.
using CellName = std::tuple<std::string, std::string, std::string, std::string, int, int>;
struct ModelVersion {
  Version version;
  int64_t sequence = 0;
  std::optional<int64_t> value;  // none: deleted
};
using Model = std::map<CellName, std::vector<ModelVersion>>;
using Seen = std::map<CellName, std::pair<int64_t, int64_t>>;  // value and sequence

CellName NameOf(const GroupKey& group, Code product, int first_month, int month_count) {
  return {group.reporter.ToString(), group.flow.ToString(), group.partner.ToString(),
          product.ToString(),        first_month,           month_count};
}

class Collector final : public GroupVisitor {
 public:
  void BeginGroup(const GroupKey& group) override { group_ = group; }
  absl::Status OnBlock(const Page& page, const Page::Block& block, const OpenRun& run) override {
    ++blocks;
    for (const Page::Entry& entry : page.EntriesOf(block)) {
      uint32_t cell = entry.first_cell;
      for (int month = 0; month < 12; ++month) {
        if ((entry.months >> month & 1) == 0) continue;
        KARVAN_RETURN_IF_ERROR(OnCell({&page, &block, &entry, cell++, block.year * 12 + month, &run}));
      }
    }
    return absl::OkStatus();
  }
  absl::Status OnCell(const SeenCell& cell) override {
    const CellName name = NameOf(group_, cell.product(), cell.first_month, cell.block->month_count);
    const int64_t value = static_cast<int64_t>(cell.Get(Measure::kValue)->unscaled());
    EXPECT_TRUE(seen.try_emplace(name, value, cell.sequence()).second) << "given twice";
    return absl::OkStatus();
  }
  absl::StatusOr<bool> EndGroup() override { return true; }

  Seen seen;
  int blocks = 0;

 private:
  GroupKey group_;
};

// A dataset of some releases, held by the store and by a model.
class MergedGroupsTest : public ::testing::Test {
 protected:
  uint32_t Below(uint32_t n) { return random_() % n; }

  CellTableBuilder RandomRelease(int64_t sequence, const Version& version) {
    CellTableBuilder builder;
    std::set<CellName> given;
    for (int i = 0; i < 60; ++i) {
      Observation cell;
      cell.series.reporter = Below(2) ? "KAZ" : "TJK";
      cell.series.flow = Below(2) ? "X" : "M";
      cell.series.partner = Below(2) ? "KGZ" : "UZB";
      cell.series.product = absl::StrCat(270000 + Below(4) * 10);
      cell.period =
          Period::FromMonths(2023 * 12 + static_cast<int>(Below(14)), Below(6) == 0 ? 3 : 1).value();
      const GroupKey group = GroupOf(cell.series).value();
      const CellName name = NameOf(group, Code::Parse(cell.series.product).value(), cell.period.first_month(),
                                   cell.period.month_count());
      if (!given.insert(name).second) continue;
      const bool deleted = Below(8) == 0;
      if (!deleted) cell.measures.value = Decimal::FromInteger(Below(1000));
      builder.Add(cell);
      PackedCell& packed = builder.table().cells.back();
      if (deleted) {
        Attributes gone;
        gone.deleted = true;
        packed.attributes = builder.AddAttributes(gone);
      }
      packed.sequence = sequence;
      ModelVersion in_model{version, sequence, std::nullopt};
      if (!deleted) in_model.value = packed.value.unscaled;
      model_[name].push_back(in_model);
    }
    return builder;
  }

  // Writes cells as a run; those of one release say no sequence of their own.
  OpenRun Write(CellTable table, const std::vector<uint32_t>& places, int64_t sequence) {
    const std::string prefix = kv::KeyBuilder().Text("d").Text("B").Int(++last_run_).Take();
    std::unique_ptr<kv::BulkLoader> loader = store_->BulkLoad(prefix).value();
    if (sequence != 0) {
      for (PackedCell& cell : table.cells) cell.sequence = 0;
    }
    RunBuilder builder(prefix, *loader);
    EXPECT_OK(builder.Add(table, places));
    EXPECT_OK(builder.Finish());
    return catalog_.Open(prefix, sequence).value();
  }

  // Some releases folded into one run.
  OpenRun Fold(const std::vector<CellTable>& tables) {
    std::vector<OpenRun> runs;
    for (size_t i = 0; i < tables.size(); ++i) {
      runs.push_back(Write(tables[i], RunOrder(tables[i]), static_cast<int64_t>(i) + 1));
    }
    const std::string prefix = kv::KeyBuilder().Text("d").Text("B").Int(++last_run_).Take();
    std::unique_ptr<kv::BulkLoader> loader = store_->BulkLoad(prefix).value();
    RunBuilder builder(prefix, *loader);
    RunReader reader(catalog_, [] { return absl::OkStatus(); });
    const Visibility versions(publications_, static_cast<int64_t>(publications_.size()));
    EXPECT_OK(MergeRuns(runs, versions, reader, builder));
    EXPECT_OK(builder.Finish());
    return catalog_.Open(prefix, 0).value();
  }

  // What the model sees; written as the rules are told, not as the code works.
  Seen Expected(int64_t snapshot, absl::Time published_by, const Selection& selection) const {
    Seen seen;
    for (const auto& [name, versions] : model_) {
      const auto& [reporter, flow, partner, product, first_month, month_count] = name;
      if (!selection.reporters.Contains(Code::Parse(reporter).value())) continue;
      if (!selection.products.Contains(Code::Parse(product).value())) continue;
      if (!selection.TakesPeriod(first_month, month_count)) continue;
      std::optional<Version> newest;
      std::optional<std::pair<int64_t, int64_t>> value;
      for (const Publication& publication : publications_) {
        const bool visible = publication.sequence <= snapshot && publication.published_at <= published_by &&
                             (publication.retraction == 0 || publication.retraction > snapshot);
        if (!visible || (newest && publication.version() < *newest)) continue;
        const ModelVersion* given = nullptr;
        for (const ModelVersion& version : versions) {
          if (version.sequence == publication.sequence) given = &version;
        }
        const bool replaced = publication.replaces.has_value() &&
                              publication.replaces->reporters[0].ToString() == reporter &&
                              first_month >= publication.replaces->first_month;
        if (given == nullptr && !replaced) continue;
        newest = publication.version();
        value.reset();
        if (given != nullptr && given->value) value = {*given->value, publication.sequence};
      }
      if (value) seen[name] = *value;
    }
    return seen;
  }

  std::mt19937 random_{7};
  ManualClock clock_{absl::UnixEpoch()};
  std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore(clock_);
  RunCatalog catalog_{*store_, 1 << 20};
  std::vector<Publication> publications_;
  Model model_;
  int64_t last_run_ = 0;
};

TEST_F(MergedGroupsTest, SeesWhatTheModelSees) {
  for (int round = 0; round < 40; ++round) {
    publications_.clear();
    model_.clear();
    std::vector<CellTable> tables;
    const int releases = 1 + static_cast<int>(Below(8));
    for (int sequence = 1; sequence <= releases; ++sequence) {
      Publication publication;
      publication.sequence = publication.release = sequence;
      publication.published_at = absl::FromUnixSeconds(Below(6));  // often back-dated
      if (Below(5) == 0) publication.retraction = releases + 1 + Below(3);
      if (Below(4) == 0) {
        publication.replaces.emplace();
        publication.replaces->reporters = {Code::Parse(Below(2) ? "KAZ" : "TJK").value()};
        publication.replaces->first_month = 2023 * 12 + 6;
      }
      publications_.push_back(publication);
      tables.push_back(RandomRelease(sequence, publication.version()).Take());
    }
    // The first releases folded into one run, the others as they came.
    const size_t folded = Below(releases + 1);
    std::vector<OpenRun> runs;
    if (folded > 0) runs.push_back(Fold({tables.begin(), tables.begin() + folded}));
    for (size_t i = folded; i < tables.size(); ++i) {
      runs.push_back(Write(tables[i], RunOrder(tables[i]), static_cast<int64_t>(i) + 1));
    }
    for (int64_t snapshot = 0; snapshot <= releases + 4; ++snapshot) {
      Selection selection;
      if (Below(3) == 0) selection.reporters = Codes::Of({Code::Parse("TJK").value()});
      if (Below(3) == 0)
        selection.products = Codes::Of({Code::Parse("270010").value(), Code::Parse("270030").value()});
      if (Below(3) == 0) selection.end_month = 2024 * 12;
      const absl::Time published_by = Below(3) == 0 ? absl::FromUnixSeconds(3) : absl::InfiniteFuture();
      const Visibility visibility(publications_, snapshot, published_by);
      RunReader reader(catalog_, [] { return absl::OkStatus(); });
      MergedGroups merged(runs, visibility, selection, reader);
      Collector collector;
      ASSERT_OK(merged.Visit(GroupPlace{}, collector));
      ASSERT_EQ(collector.seen, Expected(snapshot, published_by, selection))
          << "round " << round << " snapshot " << snapshot << " folded " << folded << " of " << releases;
    }
  }
}

TEST_F(MergedGroupsTest, MonthsThatFollowEachOtherAreNotMerged) {
  std::vector<OpenRun> runs;
  auto publish = [&](std::vector<int> months) {
    const auto sequence = static_cast<int64_t>(runs.size()) + 1;
    publications_.push_back(
        {sequence, sequence, absl::FromUnixSeconds(sequence), absl::UnixEpoch(), 0, std::nullopt});
    CellTableBuilder builder;
    for (int product : {270000, 270010}) {
      for (int month : months) {
        Observation cell;
        cell.series.reporter = "KAZ";
        cell.series.flow = "X";
        cell.series.partner = "TJK";
        cell.series.product = absl::StrCat(product);
        cell.period = Period::Month(2023, month).value();
        cell.measures.value = Decimal::FromInteger(month);
        builder.Add(cell);
      }
    }
    const CellTable table = builder.Take();
    runs.push_back(Write(table, RunOrder(table), sequence));
  };
  publish({4, 5});
  publish({1, 2, 3});
  publish({9});
  auto visit = [&](const Selection& selection) {
    const Visibility visibility(publications_, static_cast<int64_t>(publications_.size()));
    RunReader reader(catalog_, [] { return absl::OkStatus(); });
    Collector collector;
    EXPECT_OK(MergedGroups(runs, visibility, selection, reader).Visit(GroupPlace{}, collector));
    return std::make_pair(collector.blocks, collector.seen.size());
  };
  EXPECT_EQ(visit(Selection()), std::make_pair(3, size_t{12}));
  Selection one;
  one.products = Codes::Of({Code::Parse("270010").value()});
  EXPECT_EQ(visit(one), std::make_pair(0, size_t{6}));
  publish({6, 8});  // between the others
  EXPECT_EQ(visit(Selection()), std::make_pair(4, size_t{16}));
  publish({3, 10});  // around them: March may be another version
  EXPECT_EQ(visit(Selection()), std::make_pair(0, size_t{18}));
}

}  // namespace
}  // namespace karvan::statistics
