#pragma once

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/statistics/domain/group_key.h"
#include "services/statistics/domain/publication.h"

namespace karvan::statistics {

// Which versions of cells are seen by a query: those recorded up to a snapshot, published by the office up to
// a time, and not retracted up to that snapshot; and which of two wins. Immutable; the publications outlive
// it.
class Visibility {
 public:
  // `publications` in the order of their sequences.
  Visibility(absl::Span<const Publication> publications, int64_t snapshot,
             absl::Time published_by = absl::InfiniteFuture());

  // Of all publications, retracted ones too, all versions. Nothing is replaced here.
  static Visibility Everything(absl::Span<const Publication> publications);

  // What may be seen differently by two: of publications that exactly one of them sees, all versions; and if
  // one of these replaces a part of the dataset, all versions that either sees. Nothing is replaced here.
  static Visibility Difference(absl::Span<const Publication> publications, const Visibility& a,
                               const Visibility& b);

  // Of sequences that no publication has, none is seen.
  bool Sees(int64_t sequence) const;
  // Of the publications in [min, max].
  bool SeesAll(int64_t min, int64_t max) const;
  bool SeesNone(int64_t min, int64_t max) const;

  // The place of a version among all: the greater wins. Only of sequences of publications.
  int32_t RankOf(int64_t sequence) const { return ranks_[sequence]; }

  // Only of sequences of publications.
  const Publication& PublicationOf(int64_t sequence) const { return *by_sequence_[sequence]; }

  // True when a release that is seen took the cell away: it replaces a scope that covers the cell, is newer
  // than the version of `sequence`, and did not give the cell, or it would be the newest version.
  bool IsReplaced(const GroupKey& group, Code product, int first_month, int month_count,
                  int64_t sequence) const;
  // False when IsReplaced is false for every version of sequences in [min, max].
  bool MayReplace(int64_t min, int64_t max) const;

 private:
  // Sees the publications of which sees(publication) is true.
  template <typename Predicate>
  void Fill(absl::Span<const Publication> publications, Predicate sees);
  Visibility() = default;

  int64_t Clamp(int64_t sequence) const;

  std::vector<const Publication*> by_sequence_;  // null where there is none
  std::vector<bool> seen_;                       // by sequence
  std::vector<int32_t> seen_before_;             // how many of the sequences below are seen
  std::vector<int32_t> known_before_;            // how many of the sequences below are publications
  std::vector<int32_t> ranks_;
  std::vector<const Publication*> replacing_;  // seen publications with a scope, newest version first
};

}  // namespace karvan::statistics
