#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/statistics/domain/publication.h"
#include "services/statistics/storage/run_cursor.h"

namespace karvan::statistics {

// Reads the cells of several publications as one: in order, of each cell the greatest version.
class MergedCursor {
 public:
  // Arguments outlive it; `position` as for RunCursor.
  MergedCursor(PageReader& reader, absl::string_view dataset, absl::Span<const Publication> publications,
               const ObservationFilter& filter, absl::string_view position);

  // The next cell; nothing at the end.
  absl::StatusOr<std::optional<VersionedObservation>> Next();

 private:
  struct Source {
    std::unique_ptr<RunCursor> cursor;
    const Publication* publication;
  };

  absl::Status Start();
  void DropFinished();

  std::vector<Source> sources_;  // those that have a cell
  bool started_ = false;
};

}  // namespace karvan::statistics
