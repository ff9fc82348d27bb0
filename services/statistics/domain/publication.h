#pragma once

#include <compare>
#include <cstdint>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/statistics/domain/finality.h"
#include "services/statistics/domain/scope.h"

namespace karvan::statistics {

// The version of a cell: what the office published later wins, however late it was loaded here; of two with
// one date, the one recorded later.
struct Version {
  absl::Time published_at;
  int64_t sequence = 0;

  friend auto operator<=>(const Version& a, const Version& b) {
    if (a.published_at != b.published_at) {
      return a.published_at < b.published_at ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    return a.sequence <=> b.sequence;
  }
  friend bool operator==(const Version&, const Version&) = default;
};

// One published release. Its sequence is that of its entry in the dataset's log.
struct Publication {
  int64_t sequence = 0;
  int64_t release = 0;                           // its number
  absl::Time published_at;                       // the office's time, may be back-dated
  absl::Time recorded_at;                        // ours; never earlier than that of the sequence before
  int64_t retraction = 0;                        // sequence of the event that took it back; 0 when none did
  std::optional<Scope> replaces = std::nullopt;  // of a release that replaces a part of the dataset
  absl::Time retracted_at = absl::UnixEpoch();   // recorded; when retraction is not 0
  Finality finality = Finality::kNotStated;

  Version version() const { return {published_at, sequence}; }
};

// How far an office's clock and calendar may be ahead of ours.
inline constexpr absl::Duration kMaxPublishedAhead = absl::Hours(24);

// Whether an office can have published at that time: a later one would hide the releases to come.
// INVALID_FIELD of published_at.
absl::Status CheckPublishedAt(absl::Time published_at, absl::Time now);

// The moment from which figures are seen: now, what was recorded at a time, a snapshot, or just after a
// release was published.
struct Now {};
struct KnownAt {
  absl::Time time;
};
struct Snapshot {
  int64_t sequence = 0;
};
struct AfterRelease {
  int64_t release = 0;  // its number
};
using AsOf = std::variant<Now, KnownAt, Snapshot, AfterRelease>;

// Something that changed what is seen of a dataset. Its sequence is that of its entry in the dataset's log.
struct Event {
  int64_t sequence = 0;
  absl::Time recorded_at;  // never earlier than that of the sequence before
};

// Everything that happened to what is seen of a dataset.
class History {
 public:
  History() = default;
  // `publications` in the order of sequences; `others` are events that are neither publications nor
  // retractions, in any order.
  explicit History(std::vector<Publication> publications, std::vector<Event> others = {});

  // The sequence of the last event; 0 before any.
  int64_t latest() const { return events_.empty() ? 0 : events_.back().sequence; }

  // Of all kinds.
  int64_t event_count() const { return static_cast<int64_t>(events_.size()); }

  const std::vector<Publication>& publications() const { return publications_; }

  // The snapshot that is seen as of a moment; 0 is before any publication. INVALID_ARGUMENT, reason
  // SNAPSHOT_UNKNOWN, when it is later than the latest or negative; FAILED_PRECONDITION,
  // RELEASE_NOT_PUBLISHED.
  absl::StatusOr<int64_t> Resolve(const AsOf& as_of) const;

  // The publications seen at a snapshot.
  absl::Span<const Publication> VisibleAt(int64_t snapshot) const;

 private:
  std::vector<Publication> publications_;
  std::vector<Event> events_;  // all of them, in the order of sequences
};

}  // namespace karvan::statistics
