#include "services/statistics/storage/dataset_describer.h"

#include <algorithm>
#include <set>
#include <vector>

#include "services/platform/status/macros.h"
#include "services/statistics/domain/product_level.h"
#include "services/statistics/storage/run/merged_groups.h"

namespace karvan::statistics {
namespace {

// Counts what is seen, group by group.
class Counter final : public GroupVisitor {
 public:
  explicit Counter(DatasetDescription& description) : description_(description) {}

  void BeginGroup(const GroupKey& group) override {
    group_ = group;
    products_.clear();
    months_ = {};
    cells_ = 0;
  }

  absl::Status OnBlock(const Page& page, const Page::Block& block, const OpenRun&) override {
    MonthSpan months;
    for (const Page::Entry& entry : page.EntriesOf(block)) {
      const int first = block.year * 12 + __builtin_ctz(entry.months);
      const int last = block.year * 12 + 31 - __builtin_clz(entry.months);
      months.Add(first, last + block.month_count);
      CountProduct(page.products()[entry.product], __builtin_popcount(entry.months));
    }
    CountPeriods(block.month_count, months, block.cell_count);
    return absl::OkStatus();
  }

  absl::Status OnCell(const SeenCell& cell) override {
    MonthSpan months;
    months.Add(cell.first_month, cell.first_month + cell.block->month_count);
    CountProduct(cell.product(), 1);
    CountPeriods(cell.block->month_count, months, 1);
    return absl::OkStatus();
  }

  absl::StatusOr<bool> EndGroup() override {
    if (cells_ == 0) return true;
    std::sort(products_.begin(), products_.end());
    products_.erase(std::unique(products_.begin(), products_.end()), products_.end());
    for (Code product : products_) LevelNamed(product).series_count += 1;
    const int64_t series = static_cast<int64_t>(products_.size());
    DatasetDescription::Reporter& reporter = description_.reporters[group_.reporter];
    reporter.flows.insert(group_.flow);
    reporter.partners.insert(group_.partner);
    reporter.months.Add(months_.first_month, months_.end_month);
    reporter.series_count += series;
    reporter.cell_count += cells_;
    description_.series_count += series;
    description_.cell_count += cells_;
    return true;
  }

 private:
  DatasetDescription::ProductLevel& LevelNamed(Code product) {
    return description_.product_levels[{group_.classification, LevelOf(product)}];
  }

  void CountProduct(Code product, int64_t cells) {
    if (products_.empty() || products_.back() != product) products_.push_back(product);
    LevelNamed(product).cell_count += cells;
  }

  void CountPeriods(int32_t month_count, const MonthSpan& months, int64_t cells) {
    DatasetDescription::PeriodLength& length = description_.period_lengths[month_count];
    length.months.Add(months.first_month, months.end_month);
    length.cell_count += cells;
    months_.Add(months.first_month, months.end_month);
    cells_ += cells;
  }

  DatasetDescription& description_;
  GroupKey group_;
  std::vector<Code> products_;  // met so far, some of them more than once
  MonthSpan months_;
  int64_t cells_ = 0;
};

absl::StatusOr<int64_t> CountVersions(const OpenRun& run, RunReader& reader) {
  int64_t count = static_cast<int64_t>(run.directory->cell_count());
  for (size_t page = 0; page < run.directory->pages.size(); ++page) {
    for (size_t layer = 1; layer < run.directory->pages[page].layers.size(); ++layer) {
      KARVAN_RETURN_IF_ERROR(reader.CheckAlive());
      KARVAN_ASSIGN_OR_RETURN(const std::shared_ptr<const Page> older, reader.Load(run, page, layer));
      count += static_cast<int64_t>(older->cell_count());
    }
  }
  return count;
}

}  // namespace

absl::StatusOr<DatasetDescription> DescribeState(const DatasetState& state, kv::Store& store,
                                                 RunReader& reader) {
  DatasetDescription description;
  const std::vector<Publication>& publications = state.history.publications();
  description.snapshot = state.history.latest();
  description.publication_count = static_cast<int64_t>(publications.size());
  if (!publications.empty()) description.last_recorded_at = publications.back().recorded_at;
  description.live_run_count = static_cast<int64_t>(state.runs.size());
  Counter counter(description);
  const Selection everything;
  MergedGroups groups(state.runs, state.latest, everything, reader);
  KARVAN_RETURN_IF_ERROR(groups.Visit(GroupPlace{}, counter));
  for (const OpenRun& run : state.runs) {
    KARVAN_ASSIGN_OR_RETURN(const int64_t versions, CountVersions(run, reader));
    description.version_count += versions;
    KARVAN_ASSIGN_OR_RETURN(const kv::PrefixUsage usage, store.Usage(run.prefix));
    description.store_bytes += static_cast<int64_t>(usage.bytes);
  }
  return description;
}

absl::StatusOr<std::shared_ptr<const DatasetDescription>> Descriptions::Get(
    absl::string_view dataset, const std::shared_ptr<const DatasetState>& state,
    const std::function<absl::StatusOr<DatasetDescription>()>& describe) {
  {
    MutexLock lock(&mutex_);
    const auto known = known_.find(dataset);
    if (known != known_.end() && known->second.state.lock() == state) return known->second.description;
  }
  KARVAN_ASSIGN_OR_RETURN(DatasetDescription made, describe());
  auto description = std::make_shared<const DatasetDescription>(std::move(made));
  MutexLock lock(&mutex_);
  known_[std::string(dataset)] = {state, description};
  return description;
}

}  // namespace karvan::statistics
