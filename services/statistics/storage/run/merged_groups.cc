#include "services/statistics/storage/run/merged_groups.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>

#include "services/platform/status/macros.h"

namespace karvan::statistics {
namespace {

// Visiting them takes a millisecond at most.
constexpr uint32_t kCellsBetweenChecks = 10'000;

// The first page, from a number on, that may hold a group at the place or behind it.
size_t FirstPageFrom(const RunDirectory& directory, size_t first, const GroupPlace& place) {
  const auto begin = directory.pages.begin();
  return std::lower_bound(begin + static_cast<ptrdiff_t>(first), directory.pages.end(), 0,
                          [&](const PageInfo& page, int) { return PlaceOf(page.last_group) < place; }) -
         begin;
}
constexpr size_t kMaxRunsApart = 12;  // as many as a year has months

// Calls take(cell, first month) for each cell of an entry, in the order of months.
template <typename Take>
absl::Status ForMonths(const Page::Block& block, const Page::Entry& entry, Take take) {
  uint32_t cell = entry.first_cell;
  for (uint32_t months = entry.months; months != 0; months &= months - 1, ++cell) {
    KARVAN_RETURN_IF_ERROR(take(cell, block.year * 12 + __builtin_ctz(months)));
  }
  return absl::OkStatus();
}

// The entries of a block whose products have bits in an interval.
absl::Span<const Page::Entry> EntriesIn(const Page& page, const Page::Block& block,
                                        const Codes::Interval& interval) {
  const std::vector<Code>& products = page.products();
  auto index_of = [&](auto at) { return static_cast<size_t>(at - products.begin()); };
  const size_t first =
      index_of(std::lower_bound(products.begin(), products.end(), interval.first,
                                [](Code code, uint64_t bits) { return code.bits() < bits; }));
  const size_t end = index_of(std::upper_bound(products.begin(), products.end(), interval.last,
                                               [](uint64_t bits, Code code) { return bits < code.bits(); }));
  const absl::Span<const Page::Entry> entries = page.EntriesOf(block);
  auto from = [&](size_t product) {
    return std::lower_bound(entries.begin(), entries.end(), product,
                            [](const Page::Entry& entry, size_t product) { return entry.product < product; });
  };
  const auto begin = from(first);
  return entries.subspan(begin - entries.begin(), from(end) - begin);
}

// Calls take(entry) for each entry of a block whose product is taken.
template <typename Take>
absl::Status ForProducts(const Page& page, const Page::Block& block, const Selection& selection, Take take) {
  // Each interval costs four searches.
  if (!selection.products.any() && selection.products.intervals().size() * 16 < block.entry_count + 64) {
    for (const Codes::Interval& interval : selection.products.intervals()) {
      for (const Page::Entry& entry : EntriesIn(page, block, interval)) {
        if (selection.TakesDigits(page.products()[entry.product])) KARVAN_RETURN_IF_ERROR(take(entry));
      }
    }
    return absl::OkStatus();
  }
  for (const Page::Entry& entry : page.EntriesOf(block)) {
    if (selection.Takes(page.products()[entry.product])) KARVAN_RETURN_IF_ERROR(take(entry));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status MergedGroups::Visit(const GroupPlace& from, GroupVisitor& visitor) {
  std::vector<Cursor> cursors;
  for (const OpenRun& run : runs_) {
    cursors.emplace_back();
    cursors.back().run = &run;
    KARVAN_RETURN_IF_ERROR(Seek(cursors.back(), from));
  }
  while (true) {
    KARVAN_RETURN_IF_ERROR(reader_.CheckAlive());
    cursors.erase(
        std::remove_if(cursors.begin(), cursors.end(), [](const Cursor& c) { return c.page == nullptr; }),
        cursors.end());
    if (cursors.empty()) return absl::OkStatus();
    const Cursor& least = *std::min_element(
        cursors.begin(), cursors.end(), [](const Cursor& a, const Cursor& b) { return a.key() < b.key(); });
    const GroupKey group = least.key();
    const std::optional<GroupPlace> next = selection_.NextFrom(PlaceOf(group));
    if (!next) return absl::OkStatus();
    if (*next != PlaceOf(group)) {
      for (Cursor& cursor : cursors) KARVAN_RETURN_IF_ERROR(Seek(cursor, *next));
      continue;
    }
    KARVAN_RETURN_IF_ERROR(TakePieces(group, cursors));
    visitor.BeginGroup(group);
    KARVAN_RETURN_IF_ERROR(VisitGroup(group, visitor));
    KARVAN_ASSIGN_OR_RETURN(const bool go_on, visitor.EndGroup());
    if (!go_on) return absl::OkStatus();
  }
}

absl::Status MergedGroups::Seek(Cursor& cursor, const GroupPlace& from) {
  if (cursor.page != nullptr && PlaceOf(cursor.key()) >= from) return absl::OkStatus();
  cursor.page_number = FirstPageFrom(*cursor.run->directory, cursor.page_number, from);
  KARVAN_RETURN_IF_ERROR(LoadFrom(cursor));
  while (cursor.page != nullptr) {
    const std::vector<GroupKey>& groups = cursor.page->groups();
    const auto at = std::lower_bound(groups.begin(), groups.end(), 0,
                                     [&](const GroupKey& group, int) { return PlaceOf(group) < from; });
    cursor.group = static_cast<uint32_t>(at - groups.begin());
    if (cursor.group < groups.size()) return absl::OkStatus();
    ++cursor.page_number;
    KARVAN_RETURN_IF_ERROR(LoadFrom(cursor));
  }
  return absl::OkStatus();
}

// Loads the first page from the cursor's on in which something may be seen and taken.
absl::Status MergedGroups::LoadFrom(Cursor& cursor) {
  cursor.page = nullptr;
  cursor.group = 0;
  const std::vector<PageInfo>& pages = cursor.run->directory->pages;
  while (cursor.page_number < pages.size()) {
    const PageInfo& info = pages[cursor.page_number];
    const std::optional<GroupPlace> next = selection_.NextFrom(PlaceOf(info.first_group));
    if (!next) {
      cursor.page_number = pages.size();
    } else if (*next > PlaceOf(info.last_group)) {
      cursor.page_number = FirstPageFrom(*cursor.run->directory, cursor.page_number + 1, *next);
    } else if (const std::optional<size_t> layer = LayerToRead(*cursor.run, cursor.page_number)) {
      cursor.layer = *layer;
      KARVAN_ASSIGN_OR_RETURN(cursor.page, reader_.Load(*cursor.run, cursor.page_number, *layer));
      return absl::OkStatus();
    } else {
      ++cursor.page_number;
    }
  }
  return absl::OkStatus();
}

// Of a cell the k-th layer holds the k-th newest version: layers of which nothing is seen are stepped over,
// and the first one of which something is seen tells all cells that may be seen.
std::optional<size_t> MergedGroups::LayerToRead(const OpenRun& run, size_t page) const {
  const PageInfo& info = run.directory->pages[page];
  if (selection_.TakesNoneOfMonths(info.first_month, info.end_month)) return std::nullopt;
  if (info.first_group == info.last_group && !selection_.products.any()) {
    const std::optional<uint64_t> least = selection_.products.LeastFrom(info.first_product.bits());
    if (!least || *least > info.last_product.bits()) return std::nullopt;
  }
  for (size_t layer = 0; layer < info.layers.size(); ++layer) {
    const LayerInfo sequences = run.SequencesOf(page, layer);
    if (!visibility_.SeesNone(sequences.min_sequence, sequences.max_sequence)) return layer;
  }
  return std::nullopt;
}

absl::Status MergedGroups::Advance(Cursor& cursor) {
  if (++cursor.group < cursor.page->groups().size()) return absl::OkStatus();
  ++cursor.page_number;
  return LoadFrom(cursor);
}

absl::Status MergedGroups::TakePieces(const GroupKey& group, std::vector<Cursor>& cursors) {
  pieces_.clear();
  deeper_pages_.clear();
  for (Cursor& cursor : cursors) {
    while (cursor.page != nullptr && cursor.key() == group) {
      KARVAN_RETURN_IF_ERROR(reader_.CheckAlive());
      const LayerInfo sequences = cursor.run->SequencesOf(cursor.page_number, cursor.layer);
      const bool all_seen = visibility_.SeesAll(sequences.min_sequence, sequences.max_sequence) &&
                            !visibility_.MayReplace(sequences.min_sequence, sequences.max_sequence) &&
                            !cursor.page->has_deletions();
      pieces_.push_back({cursor.run, cursor.page_number, cursor.page, cursor.layer, cursor.group, all_seen});
      KARVAN_RETURN_IF_ERROR(Advance(cursor));
    }
  }
  return absl::OkStatus();
}

absl::Status MergedGroups::VisitGroup(const GroupKey&, GroupVisitor& visitor) {
  if (pieces_.size() == 1 && pieces_[0].all_seen) {
    for (const Page::Block& block : pieces_[0].page->BlocksOf(pieces_[0].group)) {
      if (selection_.TakesNoneOfYear(block.month_count, block.year)) continue;
      KARVAN_RETURN_IF_ERROR(VisitAllSeen({&pieces_[0], &block}, visitor));
    }
    return absl::OkStatus();
  }
  std::vector<PieceBlock> blocks;
  for (const Piece& piece : pieces_) {
    for (const Page::Block& block : piece.page->BlocksOf(piece.group)) {
      if (!selection_.TakesNoneOfYear(block.month_count, block.year)) blocks.push_back({&piece, &block});
    }
  }
  auto period = [](const PieceBlock& at) { return std::make_tuple(at.block->month_count, at.block->year); };
  if (pieces_.size() > 1) {
    std::stable_sort(blocks.begin(), blocks.end(),
                     [&](const PieceBlock& a, const PieceBlock& b) { return period(a) < period(b); });
  }
  for (size_t first = 0; first < blocks.size();) {
    size_t end = first + 1;
    while (end < blocks.size() && period(blocks[end]) == period(blocks[first])) ++end;
    for (size_t i = first; i < end; ++i) {
      KARVAN_RETURN_IF_ERROR(CheckAliveAfter(blocks[i].block->cell_count));
    }
    KARVAN_RETURN_IF_ERROR(VisitBlocks(absl::MakeConstSpan(blocks).subspan(first, end - first), visitor));
    first = end;
  }
  return absl::OkStatus();
}

absl::Status MergedGroups::VisitBlocks(absl::Span<const PieceBlock> blocks, GroupVisitor& visitor) {
  const bool alone = std::all_of(blocks.begin(), blocks.end(), [&](const PieceBlock& at) {
    return at.piece->run == blocks[0].piece->run && at.piece->all_seen;
  });
  if (!alone && !OrderApart(blocks)) return VisitMerged(blocks, visitor);
  for (const PieceBlock& block : alone ? blocks : absl::MakeConstSpan(apart_)) {
    KARVAN_RETURN_IF_ERROR(VisitAllSeen(block, visitor));
  }
  return absl::OkStatus();
}

// Puts blocks of one year into `apart_`, those of a run together, by months. False when something in them is
// not seen, or when the months of two runs do not lie apart: a cell of one may be a version of one of the
// other.
bool MergedGroups::OrderApart(absl::Span<const PieceBlock> blocks) {
  struct Months {
    const OpenRun* run = nullptr;
    uint32_t months = 0;
  };
  std::array<Months, kMaxRunsApart> runs;
  size_t count = 0;
  for (const PieceBlock& at : blocks) {
    if (!at.piece->all_seen) return false;
    size_t i = 0;
    while (i < count && runs[i].run != at.piece->run) ++i;
    if (i == runs.size()) return false;
    count = std::max(count, i + 1);
    runs[i].run = at.piece->run;
    runs[i].months |= at.block->months;
  }
  const auto end = runs.begin() + count;
  std::sort(runs.begin(), end, [](const Months& a, const Months& b) { return a.months < b.months; });
  for (size_t i = 1; i < count; ++i) {
    if (runs[i - 1].months >= (runs[i].months & -runs[i].months)) return false;
  }
  apart_.clear();
  for (auto run = runs.begin(); run != end; ++run) {
    std::copy_if(blocks.begin(), blocks.end(), std::back_inserter(apart_),
                 [run](const PieceBlock& at) { return at.piece->run == run->run; });
  }
  return true;
}

absl::Status MergedGroups::VisitAllSeen(const PieceBlock& at, GroupVisitor& visitor) {
  const Page& page = *at.piece->page;
  const Page::Block& block = *at.block;
  const bool whole_year = selection_.TakesYear(block.month_count, block.year);
  if (whole_year && selection_.TakesAllProducts()) return visitor.OnBlock(page, block, *at.piece->run);
  return ForProducts(page, block, selection_, [&](const Page::Entry& entry) {
    return ForMonths(block, entry, [&](uint32_t cell, int32_t first_month) {
      if (!whole_year && !selection_.TakesPeriod(first_month, block.month_count)) return absl::OkStatus();
      return visitor.OnCell({&page, &block, &entry, cell, first_month, at.piece->run});
    });
  });
}

absl::Status MergedGroups::VisitMerged(absl::Span<const PieceBlock> blocks, GroupVisitor& visitor) {
  candidates_.clear();
  for (const PieceBlock& at : blocks) {
    const Page& page = *at.piece->page;
    KARVAN_RETURN_IF_ERROR(ForProducts(page, *at.block, selection_, [&](const Page::Entry& entry) {
      return ForMonths(*at.block, entry, [&](uint32_t cell, int32_t first_month) {
        if (!selection_.TakesPeriod(first_month, at.block->month_count)) return absl::OkStatus();
        return AddCandidate(*at.piece, {&page, at.block, &entry, cell, first_month, at.piece->run});
      });
    }));
  }
  auto order = [](const Candidate& at) { return std::make_tuple(at.product, at.cell.first_month, -at.rank); };
  std::sort(candidates_.begin(), candidates_.end(),
            [&](const Candidate& a, const Candidate& b) { return order(a) < order(b); });
  const Candidate* last = nullptr;
  for (const Candidate& at : candidates_) {
    const bool older =
        last != nullptr && last->product == at.product && last->cell.first_month == at.cell.first_month;
    if (older) visitor.OnOverridden(at.cell, last->cell);
    last = &at;
    if (older) continue;
    if (at.cell.attributes().deleted) {
      visitor.OnDeleted(at.cell);
      continue;
    }
    const GroupKey& group = at.cell.page->groups()[at.cell.block->group];
    if (visibility_.IsReplaced(group, at.product, at.cell.first_month, at.cell.block->month_count,
                               at.cell.sequence())) {
      continue;
    }
    KARVAN_RETURN_IF_ERROR(visitor.OnCell(at.cell));
  }
  return absl::OkStatus();
}

absl::Status MergedGroups::CheckAliveAfter(uint32_t cells) {
  unchecked_cells_ += cells;
  if (unchecked_cells_ < kCellsBetweenChecks) return absl::OkStatus();
  unchecked_cells_ = 0;
  return reader_.CheckAlive();
}

// The newest version of a cell of a run that is seen: in the layer at hand, or in one below.
absl::Status MergedGroups::AddCandidate(const Piece& piece, const SeenCell& newest) {
  SeenCell at = newest;
  const GroupKey group = piece.page->groups()[piece.group];
  const Code product = newest.product();
  const size_t layers = piece.run->directory->pages[piece.page_number].layers.size();
  for (size_t layer = piece.layer; !visibility_.Sees(at.sequence());) {
    if (++layer == layers) return absl::OkStatus();
    KARVAN_ASSIGN_OR_RETURN(std::shared_ptr<const Page> page,
                            reader_.Load(*piece.run, piece.page_number, layer));
    at.page = page.get();
    deeper_pages_.push_back(std::move(page));
    const uint32_t at_group = at.page->FindGroup(group);
    if (at_group == at.page->groups().size()) return absl::OkStatus();
    at.block = at.page->FindBlock(at_group, newest.block->month_count, newest.block->year);
    at.entry = at.block == nullptr ? nullptr : at.page->FindEntry(*at.block, product);
    const int month = at.first_month % 12;
    if (at.entry == nullptr || (at.entry->months >> month & 1) == 0) return absl::OkStatus();
    at.cell = at.entry->first_cell + __builtin_popcount(at.entry->months & ((1u << month) - 1));
  }
  candidates_.push_back({product, visibility_.RankOf(at.sequence()), at});
  return absl::OkStatus();
}

}  // namespace karvan::statistics
