#include "services/statistics/domain/publication.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"

namespace karvan::statistics {

absl::Status CheckPublishedAt(absl::Time published_at, absl::Time now) {
  const absl::Time latest = now + kMaxPublishedAhead;
  if (published_at <= latest) return absl::OkStatus();
  auto text = [](absl::Time time) { return absl::FormatTime(absl::RFC3339_full, time, absl::UTCTimeZone()); };
  return InvalidField("published_at",
                      absl::StrCat("\"", text(published_at), "\" lies in the future: must be at most ",
                                   text(latest), ", a day from now"));
}

History::History(std::vector<Publication> publications, std::vector<Event> others)
    : publications_(std::move(publications)), events_(std::move(others)) {
  for (const Publication& publication : publications_) {
    events_.push_back({publication.sequence, publication.recorded_at});
    if (publication.retraction != 0) events_.push_back({publication.retraction, publication.retracted_at});
  }
  std::sort(events_.begin(), events_.end(),
            [](const Event& a, const Event& b) { return a.sequence < b.sequence; });
}

absl::StatusOr<int64_t> History::Resolve(const AsOf& as_of) const {
  if (const KnownAt* known_at = std::get_if<KnownAt>(&as_of)) {
    auto later =
        std::upper_bound(events_.begin(), events_.end(), known_at->time,
                         [](absl::Time time, const Event& event) { return time < event.recorded_at; });
    return later == events_.begin() ? 0 : std::prev(later)->sequence;
  }
  if (const Snapshot* snapshot = std::get_if<Snapshot>(&as_of)) {
    if (snapshot->sequence >= 0 && snapshot->sequence <= latest()) return snapshot->sequence;
    return Error(absl::StatusCode::kInvalidArgument, "SNAPSHOT_UNKNOWN",
                 absl::StrCat("snapshot ", snapshot->sequence, " is not known: must be 0 to ", latest()),
                 {{"snapshot", absl::StrCat(snapshot->sequence)}, {"latest", absl::StrCat(latest())}});
  }
  if (const AfterRelease* after = std::get_if<AfterRelease>(&as_of)) {
    for (const Publication& publication : publications_) {
      if (publication.release == after->release) return publication.sequence;
    }
    return Error(absl::StatusCode::kFailedPrecondition, "RELEASE_NOT_PUBLISHED",
                 absl::StrCat("release ", after->release, " was not published"),
                 {{"release", absl::StrCat(after->release)}});
  }
  return latest();
}

absl::Span<const Publication> History::VisibleAt(int64_t snapshot) const {
  auto later = std::upper_bound(
      publications_.begin(), publications_.end(), snapshot,
      [](int64_t sequence, const Publication& publication) { return sequence < publication.sequence; });
  return absl::MakeConstSpan(publications_).first(later - publications_.begin());
}

}  // namespace karvan::statistics
