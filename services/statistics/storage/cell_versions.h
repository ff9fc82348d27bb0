#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/statistics/domain/visibility.h"
#include "services/statistics/storage/run/merged_groups.h"
#include "services/statistics/storage/run/run_reader.h"
#include "services/statistics/storage/run/selection.h"

namespace karvan::statistics {

// The versions of the cells of a group that are seen, deletions among them: by product, first month and
// length of the period, and of each cell the oldest version first.
class VersionsOfGroup {
 public:
  // All outlive it. Not more than `limit` versions: LIMIT_EXCEEDED.
  VersionsOfGroup(absl::Span<const OpenRun> runs, const Visibility& visibility, RunReader& reader,
                  int64_t limit)
      : runs_(runs), visibility_(visibility), reader_(reader), limit_(limit) {}

  // Reads those of one group that are selected. They live until the next Read.
  absl::StatusOr<absl::Span<const SeenCell>> Read(const GroupKey& group, const Selection& selection);

 private:
  absl::Status ReadPage(const OpenRun& run, size_t page_number, const GroupKey& group,
                        const Selection& selection);
  absl::Status TakeBlock(const OpenRun& run, const Page& page, const Page::Block& block,
                         const Selection& selection);

  absl::Span<const OpenRun> runs_;
  const Visibility& visibility_;
  RunReader& reader_;
  const int64_t limit_;
  int64_t taken_ = 0;
  std::vector<std::shared_ptr<const Page>> pages_;  // kept alive
  std::vector<SeenCell> cells_;
};

// Two versions of one cell of a group.
bool IsSameCell(const SeenCell& a, const SeenCell& b);

}  // namespace karvan::statistics
