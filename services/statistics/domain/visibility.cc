#include "services/statistics/domain/visibility.h"

#include <algorithm>

namespace karvan::statistics {

template <typename Predicate>
void Visibility::Fill(absl::Span<const Publication> publications, Predicate sees) {
  const int64_t last = publications.empty() ? 0 : publications.back().sequence;
  by_sequence_.assign(last + 1, nullptr);
  seen_.assign(last + 1, false);
  ranks_.assign(last + 1, -1);
  std::vector<const Publication*> by_version;
  by_version.reserve(publications.size());
  for (const Publication& publication : publications) {
    by_sequence_[publication.sequence] = &publication;
    by_version.push_back(&publication);
    seen_[publication.sequence] = sees(publication);
  }
  std::sort(by_version.begin(), by_version.end(),
            [](const Publication* a, const Publication* b) { return a->version() < b->version(); });
  for (size_t i = 0; i < by_version.size(); ++i) ranks_[by_version[i]->sequence] = static_cast<int32_t>(i);
  seen_before_.assign(last + 2, 0);
  known_before_.assign(last + 2, 0);
  for (int64_t sequence = 0; sequence <= last; ++sequence) {
    seen_before_[sequence + 1] = seen_before_[sequence] + (seen_[sequence] ? 1 : 0);
    known_before_[sequence + 1] = known_before_[sequence] + (by_sequence_[sequence] != nullptr ? 1 : 0);
  }
}

Visibility::Visibility(absl::Span<const Publication> publications, int64_t snapshot,
                       absl::Time published_by) {
  Fill(publications, [&](const Publication& publication) {
    const bool retracted = publication.retraction != 0 && publication.retraction <= snapshot;
    return publication.sequence <= snapshot && publication.published_at <= published_by && !retracted;
  });
  for (const Publication& publication : publications) {
    if (!publication.replaces || !seen_[publication.sequence]) continue;
    replacing_.push_back(&publication);
  }
  std::sort(replacing_.begin(), replacing_.end(),
            [](const Publication* a, const Publication* b) { return a->version() > b->version(); });
}

Visibility Visibility::Everything(absl::Span<const Publication> publications) {
  Visibility everything;
  everything.Fill(publications, [](const Publication&) { return true; });
  return everything;
}

Visibility Visibility::Difference(absl::Span<const Publication> publications, const Visibility& a,
                                  const Visibility& b) {
  auto differs = [&](const Publication& at) { return a.Sees(at.sequence) != b.Sees(at.sequence); };
  const bool replaced = std::any_of(publications.begin(), publications.end(), [&](const Publication& at) {
    return at.replaces.has_value() && differs(at);
  });
  Visibility difference;
  difference.Fill(publications, [&](const Publication& at) {
    return replaced ? a.Sees(at.sequence) || b.Sees(at.sequence) : differs(at);
  });
  return difference;
}

int64_t Visibility::Clamp(int64_t sequence) const {
  return std::clamp<int64_t>(sequence, 0, static_cast<int64_t>(by_sequence_.size()));
}

bool Visibility::Sees(int64_t sequence) const {
  return sequence >= 0 && sequence < static_cast<int64_t>(seen_.size()) && seen_[sequence];
}

bool Visibility::SeesAll(int64_t min, int64_t max) const {
  if (min < 0 || max >= static_cast<int64_t>(seen_.size())) return false;
  return seen_before_[max + 1] - seen_before_[min] == known_before_[max + 1] - known_before_[min];
}

bool Visibility::SeesNone(int64_t min, int64_t max) const {
  return seen_before_[Clamp(max + 1)] == seen_before_[Clamp(min)];
}

bool Visibility::IsReplaced(const GroupKey& group, Code product, int first_month, int month_count,
                            int64_t sequence) const {
  for (const Publication* publication : replacing_) {
    if (ranks_[publication->sequence] <= ranks_[sequence]) return false;  // so are all that follow
    if (publication->replaces->Covers(group, product, first_month, month_count)) return true;
  }
  return false;
}

bool Visibility::MayReplace(int64_t min, int64_t max) const {
  if (replacing_.empty()) return false;
  const int32_t newest = ranks_[replacing_.front()->sequence];
  for (int64_t sequence = std::max<int64_t>(min, 0); sequence <= max && sequence < Clamp(max + 1);
       ++sequence) {
    if (by_sequence_[sequence] != nullptr && ranks_[sequence] < newest) return true;
  }
  return false;
}

}  // namespace karvan::statistics
