#include "services/statistics/storage/release_comparison.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/run/merged_groups.h"

namespace karvan::statistics {
namespace {

// Calls visit(page, group) for each group of each page, until it gives false. A run of a release that is not
// published holds each cell once, so that its pages have one layer.
template <typename Visit>
absl::Status ForEachGroup(absl::Span<const OpenRun> runs, RunReader& reader, Visit visit) {
  for (const OpenRun& run : runs) {
    for (size_t page = 0; page < run.directory->pages.size(); ++page) {
      KARVAN_RETURN_IF_ERROR(reader.CheckAlive());
      KARVAN_ASSIGN_OR_RETURN(const std::shared_ptr<const Page> loaded, reader.Load(run, page, 0));
      for (uint32_t group = 0; group < loaded->groups().size(); ++group) {
        KARVAN_ASSIGN_OR_RETURN(const bool go_on, visit(*loaded, group));
        if (!go_on) return absl::OkStatus();
      }
    }
  }
  return absl::OkStatus();
}

// Calls take(entry, cell, first month) for each cell of a block.
template <typename Take>
void ForEachCell(const Page& page, const Page::Block& block, Take take) {
  for (const Page::Entry& entry : page.EntriesOf(block)) {
    uint32_t cell = entry.first_cell;
    for (uint32_t months = entry.months; months != 0; months &= months - 1, ++cell) {
      take(entry, cell, block.year * 12 + __builtin_ctz(months));
    }
  }
}

// What takes the seen versions of the cells of a group.
Selection SelectionOf(const Page& page, uint32_t group) {
  const GroupKey& key = page.groups()[group];
  Selection selection;
  selection.reporters = Codes::Of({key.reporter});
  selection.flows = Codes::Of({key.flow});
  selection.partners = Codes::Of({key.partner});
  selection.classifications = Codes::Of({key.classification});
  selection.second_partners = Codes::Of({key.second_partner});
  selection.customs_procedures = Codes::Of({key.customs_procedure});
  selection.transport_modes = Codes::Of({key.transport_mode});
  std::vector<Code> products;
  selection.first_month = std::numeric_limits<int>::max();
  selection.end_month = 0;
  for (const Page::Block& block : page.BlocksOf(group)) {
    selection.first_month = std::min(selection.first_month, block.year * 12);
    selection.end_month = std::max(selection.end_month, block.year * 12 + 11 + block.month_count);
    for (const Page::Entry& entry : page.EntriesOf(block)) products.push_back(page.products()[entry.product]);
  }
  selection.products = Codes::Of(std::move(products));
  return selection;
}

// Calls OnCell for all that is seen.
class CellVisitor : public GroupVisitor {
 public:
  void BeginGroup(const GroupKey&) override {}
  absl::Status OnBlock(const Page& page, const Page::Block& block, const OpenRun& run) override {
    absl::Status status;
    ForEachCell(page, block, [&](const Page::Entry& entry, uint32_t cell, int32_t first_month) {
      if (status.ok()) status = OnCell({&page, &block, &entry, cell, first_month, &run});
    });
    return status;
  }
  absl::StatusOr<bool> EndGroup() override { return true; }
};

// Compares what is seen with a group of a page of the release.
class GroupComparer final : public CellVisitor {
 public:
  // `restated_finals` counts beside the report.
  GroupComparer(const Visibility& seen, const Publication& publication, const Page& page, uint32_t group,
                ValidationReport& report, int64_t& restated_finals)
      : seen_(seen),
        publication_(publication),
        page_(page),
        group_(group),
        report_(report),
        restated_finals_(restated_finals) {}

  absl::Status OnCell(const SeenCell& cell) override {
    const Page::Block* block = page_.FindBlock(group_, cell.block->month_count, cell.block->year);
    const Page::Entry* entry = block == nullptr ? nullptr : page_.FindEntry(*block, cell.product());
    const int month = cell.first_month % 12;
    if (entry == nullptr || (entry->months >> month & 1) == 0) return absl::OkStatus();
    const uint32_t given =
        entry->first_cell + static_cast<uint32_t>(__builtin_popcount(entry->months & ((1u << month) - 1)));
    const bool deletes = page_.AttributesOf(given, entry->product).deleted;
    ++(deletes ? matched_deletions_ : matched_);
    Count(cell, given, *entry, deletes);
    return absl::OkStatus();
  }

  // Counts what was not seen.
  void Finish() {
    int64_t cells = 0, deletions = 0;
    for (const Page::Block& block : page_.BlocksOf(group_)) {
      cells += block.cell_count;
      if (!page_.has_deletions()) continue;
      ForEachCell(page_, block, [&](const Page::Entry& entry, uint32_t cell, int32_t) {
        if (page_.AttributesOf(cell, entry.product).deleted) ++deletions;
      });
    }
    report_.new_count += cells - deletions - matched_;
    report_.idle_deletion_count += deletions - matched_deletions_;
  }

 private:
  void Count(const SeenCell& cell, uint32_t given, const Page::Entry& entry, bool deletes) {
    const Publication& by = seen_.PublicationOf(cell.sequence());
    const bool is_final = by.finality == Finality::kFinal;
    if (by.published_at > publication_.published_at) {
      ++report_.superseded_count;
    } else if (!deletes && SameContent(cell, given, entry.product)) {
      ++report_.restated_count;
      if (is_final) ++restated_finals_;
    } else {
      ++(deletes ? report_.deleted_count : report_.changed_count);
      if (is_final) ++report_.final_changed_count;
    }
  }

  // As it is written: 10.5 and 10.50 differ.
  bool SameContent(const SeenCell& cell, uint32_t given, uint16_t product) const {
    if (cell.attributes() != page_.AttributesOf(given, product)) return false;
    for (int i = 0; i < kMeasureCount; ++i) {
      const std::optional<Decimal> a = cell.Get(static_cast<Measure>(i));
      const std::optional<Decimal> b = page_.Get(given, product, static_cast<Measure>(i));
      if (a.has_value() != b.has_value()) return false;
      if (a && (a->unscaled() != b->unscaled() || a->scale() != b->scale())) return false;
    }
    return true;
  }

  const Visibility& seen_;
  const Publication& publication_;
  const Page& page_;
  const uint32_t group_;
  ValidationReport& report_;
  int64_t& restated_finals_;
  int64_t matched_ = 0;
  int64_t matched_deletions_ = 0;
};

// Counts what is seen of a scope and would be replaced.
class ReplacedCounter final : public CellVisitor {
 public:
  ReplacedCounter(const Visibility& seen, const Publication& publication)
      : seen_(seen), publication_(publication) {}

  absl::Status OnCell(const SeenCell& cell) override {
    const Publication& by = seen_.PublicationOf(cell.sequence());
    if (by.published_at > publication_.published_at) return absl::OkStatus();
    ++cells;
    if (by.finality == Finality::kFinal) ++finals;
    return absl::OkStatus();
  }
  absl::StatusOr<bool> EndGroup() override {
    truncated = cells > kMaxReplacedCells;
    return !truncated;
  }

  int64_t cells = 0;
  int64_t finals = 0;
  bool truncated = false;

 private:
  const Visibility& seen_;
  const Publication& publication_;
};

}  // namespace

absl::Status ReleaseComparison::CheckScope(const Release& release) {
  RunReader reader(catalog_, check_alive_);
  const Selection scope(release.scope);
  int64_t outside = 0;
  std::string first;
  KARVAN_RETURN_IF_ERROR(
      ForEachGroup(runs_, reader, [&](const Page& page, uint32_t group) -> absl::StatusOr<bool> {
        const GroupKey& key = page.groups()[group];
        const bool takes_group = scope.Takes(key);
        for (const Page::Block& block : page.BlocksOf(group)) {
          ForEachCell(page, block, [&](const Page::Entry& entry, uint32_t, int32_t first_month) {
            const Code product = page.products()[entry.product];
            if (takes_group && scope.Takes(product) && scope.TakesPeriod(first_month, block.month_count))
              return;
            if (outside++ > 0) return;
            first = absl::StrCat(Describe(SeriesOf(key, product)), " ",
                                 Period::FromMonths(first_month, block.month_count).value().ToString());
          });
        }
        return true;
      }));
  if (outside == 0) return absl::OkStatus();
  const std::string name = ReleaseName(release.dataset, release.number);
  return Error(absl::StatusCode::kFailedPrecondition, "RELEASE_OUTSIDE_SCOPE",
               absl::StrCat(name, " gives ", outside, " cells outside of the scope that it replaces, first ",
                            first, ": abandon it, and widen the scope or leave them out"),
               {{"resource", name}, {"cells", absl::StrCat(outside)}, {"cell", first}});
}

absl::StatusOr<ValidationReport> ReleaseComparison::Compare(const DatasetState& state,
                                                            const Publication& publication) {
  RunReader reader(catalog_, check_alive_);  // its view shows all that the state names
  ValidationReport report;
  int64_t compared = 0, restated_finals = 0;
  KARVAN_RETURN_IF_ERROR(
      ForEachGroup(runs_, reader, [&](const Page& page, uint32_t group) -> absl::StatusOr<bool> {
        report.truncated = compared >= kMaxComparedCells;
        if (report.truncated) return false;
        for (const Page::Block& block : page.BlocksOf(group)) compared += block.cell_count;
        const Selection selection = SelectionOf(page, group);
        GroupComparer comparer(state.latest, publication, page, group, report, restated_finals);
        MergedGroups seen(state.runs, state.latest, selection, reader);
        KARVAN_RETURN_IF_ERROR(seen.Visit(PlaceOf(page.groups()[group]), comparer));
        comparer.Finish();
        return true;
      }));
  if (!publication.replaces || report.truncated) return report;
  const Selection scope(*publication.replaces);
  ReplacedCounter replaced(state.latest, publication);
  MergedGroups seen(state.runs, state.latest, scope, reader);
  KARVAN_RETURN_IF_ERROR(seen.Visit(GroupPlace{}, replaced));
  report.truncated = replaced.truncated;
  if (report.truncated) return report;
  report.deleted_count = replaced.cells - report.changed_count - report.restated_count;
  report.final_changed_count = replaced.finals - restated_finals;
  return report;
}

}  // namespace karvan::statistics
