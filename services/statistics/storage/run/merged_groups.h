#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/statistics/domain/visibility.h"
#include "services/statistics/storage/run/run_reader.h"
#include "services/statistics/storage/run/selection.h"

namespace karvan::statistics {

// A cell of a page, in the version that a query sees. What it points to lives until EndGroup, and when that
// ended the reading, as long as the MergedGroups.
struct SeenCell {
  const Page* page = nullptr;
  const Page::Block* block = nullptr;
  const Page::Entry* entry = nullptr;
  uint32_t cell = 0;  // in the page
  int32_t first_month = 0;
  const OpenRun* run = nullptr;

  Code product() const { return page->products()[entry->product]; }
  int64_t sequence() const {
    return run->SequenceOf(page->SequenceOf(cell, block->month_count, first_month));
  }
  std::optional<Decimal> Get(Measure measure) const { return page->Get(cell, entry->product, measure); }
  const Attributes& attributes() const { return page->AttributesOf(cell, entry->product); }
};

// Takes the cells that a query sees, group by group.
class GroupVisitor {
 public:
  virtual ~GroupVisitor() = default;

  virtual void BeginGroup(const GroupKey& group) = 0;
  // A block of which every cell is seen and taken.
  virtual absl::Status OnBlock(const Page& page, const Page::Block& block, const OpenRun& run) = 0;
  virtual absl::Status OnCell(const SeenCell& cell) = 0;
  // A version of a cell that lost to another that is seen, `by`, of another run.
  virtual void OnOverridden(const SeenCell& /*cell*/, const SeenCell& /*by*/) {}
  // A cell that the newest version that is seen took away.
  virtual void OnDeleted(const SeenCell& /*cell*/) {}
  // False ends the reading.
  virtual absl::StatusOr<bool> EndGroup() = 0;
};

// Reads several runs as if they were one: of each cell the newest version that is seen. In each group come
// first the periods of fewer months, then the earlier years; of one year blocks as they stand in their pages,
// or cells by product, then by month.
//
// Where a part of a group stands in one run alone, and all of it is seen, nothing is merged; nor where the
// months of a year stand in one run after another, as an office publishes them.
class MergedGroups {
 public:
  // All outlive it.
  MergedGroups(absl::Span<const OpenRun> runs, const Visibility& visibility, const Selection& selection,
               RunReader& reader)
      : runs_(runs), visibility_(visibility), selection_(selection), reader_(reader) {}

  // From a place in the order of groups on.
  absl::Status Visit(const GroupPlace& from, GroupVisitor& visitor);

 private:
  // Where the reading of a run stands.
  struct Cursor {
    const OpenRun* run = nullptr;
    size_t page_number = 0;
    std::shared_ptr<const Page> page;  // null at the end
    size_t layer = 0;
    uint32_t group = 0;

    const GroupKey& key() const { return page->groups()[group]; }
  };
  // A group in a page.
  struct Piece {
    const OpenRun* run = nullptr;
    size_t page_number = 0;
    std::shared_ptr<const Page> page;
    size_t layer = 0;
    uint32_t group = 0;
    bool all_seen = false;  // every cell, in this layer
  };
  struct PieceBlock {
    const Piece* piece = nullptr;
    const Page::Block* block = nullptr;
  };
  struct Candidate {
    Code product;
    int32_t rank = 0;
    SeenCell cell;
  };

  absl::Status Seek(Cursor& cursor, const GroupPlace& from);
  absl::Status LoadFrom(Cursor& cursor);
  absl::Status Advance(Cursor& cursor);
  std::optional<size_t> LayerToRead(const OpenRun& run, size_t page) const;
  absl::Status TakePieces(const GroupKey& group, std::vector<Cursor>& cursors);
  absl::Status VisitGroup(const GroupKey& group, GroupVisitor& visitor);
  absl::Status VisitBlocks(absl::Span<const PieceBlock> blocks, GroupVisitor& visitor);
  bool OrderApart(absl::Span<const PieceBlock> blocks);
  absl::Status VisitAllSeen(const PieceBlock& block, GroupVisitor& visitor);
  absl::Status VisitMerged(absl::Span<const PieceBlock> blocks, GroupVisitor& visitor);
  absl::Status CheckAliveAfter(uint32_t cells);
  absl::Status AddCandidate(const Piece& piece, const SeenCell& newest);

  absl::Span<const OpenRun> runs_;
  const Visibility& visibility_;
  const Selection& selection_;
  RunReader& reader_;
  uint32_t unchecked_cells_ = 0;  // visited since the caller was last asked whether it still waits
  // Of the group at hand:
  std::vector<Piece> pieces_;
  std::vector<std::shared_ptr<const Page>> deeper_pages_;  // kept alive
  std::vector<Candidate> candidates_;
  std::vector<PieceBlock> apart_;
};

}  // namespace karvan::statistics
