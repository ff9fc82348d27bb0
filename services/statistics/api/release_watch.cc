#include "services/statistics/api/release_watch.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/platform/clock/steady_time.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/timestamps.h"

namespace karvan::statistics {
namespace {

constexpr int kBatch = 100;  // events read at once
constexpr absl::Duration kDefaultHeartbeat = absl::Seconds(30);
constexpr absl::Duration kMinHeartbeat = absl::Seconds(1);
constexpr absl::Duration kMaxHeartbeat = absl::Minutes(5);

// Tokens belong to their dataset, whatever else a request says.
uint64_t FingerprintOf(absl::string_view dataset) {
  return listing::Fingerprint(absl::StrCat("WatchReleases ", dataset));
}

absl::Status BadToken(absl::string_view why) {
  return Error(absl::StatusCode::kInvalidArgument, "RESUME_TOKEN_INVALID",
               absl::StrCat("the resume token ", why));
}

absl::StatusOr<absl::Duration> HeartbeatOf(const v1::WatchReleasesRequest& request) {
  if (!request.has_heartbeat_interval()) return kDefaultHeartbeat;
  const absl::Duration interval = absl::Seconds(request.heartbeat_interval().seconds()) +
                                  absl::Nanoseconds(request.heartbeat_interval().nanos());
  if (interval >= kMinHeartbeat && interval <= kMaxHeartbeat) return interval;
  return InvalidField("heartbeat_interval",
                      absl::StrCat(absl::FormatDuration(interval), " must be 1 second to 5 minutes"));
}

// The sequence after which a watch begins.
absl::StatusOr<int64_t> StartOf(const v1::WatchReleasesRequest& request, absl::string_view dataset,
                                int64_t latest) {
  if (!request.resume_token().empty()) {
    const absl::StatusOr<listing::PageToken> token =
        listing::DecodePageToken(request.resume_token(), FingerprintOf(dataset));
    int64_t last = 0;
    if (!token.ok() || !absl::SimpleAtoi(token->position, &last) || last < 0) {
      return BadToken("is not one of ours, or of another dataset");
    }
    if (last > latest) {
      return BadToken(absl::StrCat("is of event ", last, ", but the dataset has only ", latest));
    }
    return last;
  }
  if (!request.has_after_sequence()) return latest;
  if (request.after_sequence() < 0) {
    return InvalidField("after_sequence", absl::StrCat(request.after_sequence(), " must be 0 or more"));
  }
  if (request.after_sequence() > latest) {
    return Error(
        absl::StatusCode::kInvalidArgument, "SNAPSHOT_UNKNOWN",
        absl::StrCat("after_sequence is ", request.after_sequence(), ", but the last event is ", latest),
        {{"latest", absl::StrCat(latest)}});
  }
  return request.after_sequence();
}

}  // namespace

absl::StatusOr<std::unique_ptr<ReleaseWatch>> ReleaseWatch::Open(const ReleaseEventRepository& events,
                                                                 const v1::WatchReleasesRequest& request) {
  KARVAN_ASSIGN_OR_RETURN(std::string dataset, ParseDatasetName(request.parent(), "parent"));
  KARVAN_ASSIGN_OR_RETURN(const absl::Duration heartbeat, HeartbeatOf(request));
  KARVAN_ASSIGN_OR_RETURN(const int64_t latest, events.Latest(dataset));
  KARVAN_ASSIGN_OR_RETURN(const int64_t start, StartOf(request, dataset, latest));
  return std::unique_ptr<ReleaseWatch>(new ReleaseWatch(events, std::move(dataset), start, heartbeat));
}

absl::StatusOr<std::optional<v1::WatchReleasesResponse>> ReleaseWatch::Poll() {
  if (next_heartbeat_ > SteadyNow() && read_.empty()) {
    KARVAN_ASSIGN_OR_RETURN(std::vector<ReleaseEvent> events, events_.Read(dataset_, last_ + 1, kBatch));
    for (ReleaseEvent& event : events) read_.push_back(std::move(event));
  }
  if (read_.empty() && next_heartbeat_ > SteadyNow()) return std::nullopt;
  next_heartbeat_ = SteadyNow() + heartbeat_;
  if (read_.empty()) return Message();

  const ReleaseEvent event = std::move(read_.front());
  read_.pop_front();
  last_ = event.sequence;
  v1::WatchReleasesResponse message = Message();
  message.mutable_event()->set_sequence(event.sequence);
  message.mutable_event()->set_kind(event.kind);
  *message.mutable_event()->mutable_time() = ToProto(event.time);
  message.mutable_event()->set_release(event.release);
  return message;
}

v1::WatchReleasesResponse ReleaseWatch::Message() const {
  v1::WatchReleasesResponse message;
  message.set_resume_token(listing::EncodePageToken({absl::StrCat(last_), 0}, FingerprintOf(dataset_)));
  return message;
}

}  // namespace karvan::statistics
