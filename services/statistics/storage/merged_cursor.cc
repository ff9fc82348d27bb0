#include "services/statistics/storage/merged_cursor.h"

#include <algorithm>

#include "services/platform/status/macros.h"

namespace karvan::statistics {

MergedCursor::MergedCursor(PageReader& reader, absl::string_view dataset,
                           absl::Span<const Publication> publications, const ObservationFilter& filter,
                           absl::string_view position) {
  std::vector<CellClass> classes = {CellClass::kTotal};
  if (filter.AsksForBreakdowns()) classes.push_back(CellClass::kBreakdown);
  for (const Publication& publication : publications) {
    for (int64_t run : publication.runs) {
      for (CellClass cell_class : classes) {
        sources_.push_back(
            {std::make_unique<RunCursor>(reader, dataset, run, cell_class, filter, position), &publication});
      }
    }
  }
}

absl::StatusOr<std::optional<VersionedObservation>> MergedCursor::Next() {
  if (!started_) KARVAN_RETURN_IF_ERROR(Start());
  if (sources_.empty()) return std::optional<VersionedObservation>();

  // A dataset has few live runs, so that a look at each is cheaper than a heap.
  const Source* best = &sources_[0];
  std::vector<RunCursor*> at_cell = {best->cursor.get()};
  for (size_t i = 1; i < sources_.size(); ++i) {
    const Source& source = sources_[i];
    const auto order = CompareCells(source.cursor->cell(), best->cursor->cell());
    if (order > 0) continue;
    if (order < 0) at_cell.clear();
    at_cell.push_back(source.cursor.get());
    if (order < 0 || source.publication->version() > best->publication->version()) best = &source;
  }
  VersionedObservation found{best->cursor->cell(), best->publication->release, best->publication->sequence,
                             best->publication->published_at};
  for (RunCursor* cursor : at_cell) KARVAN_RETURN_IF_ERROR(cursor->Next());
  DropFinished();
  return found;
}

absl::Status MergedCursor::Start() {
  started_ = true;
  for (Source& source : sources_) KARVAN_RETURN_IF_ERROR(source.cursor->Next());
  DropFinished();
  return absl::OkStatus();
}

void MergedCursor::DropFinished() {
  sources_.erase(std::remove_if(sources_.begin(), sources_.end(),
                                [](const Source& source) { return source.cursor->done(); }),
                 sources_.end());
}

}  // namespace karvan::statistics
