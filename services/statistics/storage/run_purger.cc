#include "services/statistics/storage/run_purger.h"

#include <algorithm>
#include <tuple>

#include "absl/cleanup/cleanup.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/run/run_builder.h"
#include "services/statistics/storage/run/run_merger.h"
#include "services/statistics/storage/run_allocation.h"

namespace karvan::statistics {

absl::StatusOr<std::set<std::pair<int, int>>> RunPurger::Find(const OpenRun& run) {
  std::set<std::pair<int, int>> found;
  const std::vector<PageInfo>& pages = run.directory->pages;
  for (size_t page = run.directory->FirstPageFrom(cells_.group, cells_.product); page < pages.size();
       ++page) {
    if (std::tie(pages[page].first_group, pages[page].first_product) >
        std::tie(cells_.group, cells_.product)) {
      break;
    }
    // The newest version of every cell, whatever is seen of it.
    KARVAN_ASSIGN_OR_RETURN(const std::shared_ptr<const Page> loaded, reader_.Load(run, page, 0));
    const uint32_t group = loaded->FindGroup(cells_.group);
    if (group == loaded->groups().size()) continue;
    for (const auto& [first_month, month_count] : cells_.periods) {
      const Page::Block* block = loaded->FindBlock(group, month_count, first_month / 12);
      const Page::Entry* entry = block == nullptr ? nullptr : loaded->FindEntry(*block, cells_.product);
      if (entry != nullptr && (entry->months >> (first_month % 12) & 1) != 0) {
        found.emplace(first_month, month_count);
      }
    }
  }
  return found;
}

absl::StatusOr<PurgedRun> RunPurger::WriteWithout(absl::string_view dataset, const OpenRun& run,
                                                  const Visibility& versions) {
  PurgedRun purged;
  KARVAN_ASSIGN_OR_RETURN(purged.run, AllocateRun(committer_, dataset));
  absl::Cleanup drop = [&] { Drop(dataset, purged); };
  const std::string prefix = RunPrefix(dataset, purged.run);
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::BulkLoader> loader, catalog_.store().BulkLoad(prefix));
  RunBuilder builder(prefix, *loader);
  auto keep = [&](const GroupKey& group, const PackedCell& cell) {
    if (group != cells_.group || cell.product != cells_.product ||
        cells_.periods.count({cell.first_month, cell.month_count}) == 0) {
      return true;
    }
    purged.least_sequence =
        purged.least_sequence == 0 ? cell.sequence : std::min(purged.least_sequence, cell.sequence);
    return false;
  };
  KARVAN_RETURN_IF_ERROR(MergeRuns({&run, 1}, versions, reader_, builder, keep));
  if (builder.cells() == 0) {
    std::move(drop).Invoke();
    purged.run = 0;
    return purged;
  }
  KARVAN_RETURN_IF_ERROR(builder.Finish().status());
  purged.cell_count = static_cast<int64_t>(builder.cells());
  std::move(drop).Cancel();
  return purged;
}

void RunPurger::Drop(absl::string_view dataset, const PurgedRun& run) {
  if (run.run == 0) return;
  // What cannot be dropped now, OrphanCleaner drops later.
  const std::string prefix = RunPrefix(dataset, run.run);
  catalog_.Forget(prefix);
  if (catalog_.store().DropPrefix(prefix).ok()) GiveUpRuns(committer_, dataset, {run.run}).IgnoreError();
}

}  // namespace karvan::statistics
