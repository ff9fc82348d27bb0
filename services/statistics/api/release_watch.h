#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "karvan/statistics/v1/release_event.pb.h"
#include "services/platform/rpc/watch_call.h"
#include "services/statistics/storage/release_event_repository.h"

namespace karvan::statistics {

// ReleaseService.WatchReleases: the events of one dataset from a place of its log on.
class ReleaseWatch final : public rpc::WatchSource<v1::WatchReleasesResponse> {
 public:
  // Begins where the request says. The events outlive it. INVALID_FIELD, RESOURCE_NOT_FOUND,
  // RESUME_TOKEN_INVALID, SNAPSHOT_UNKNOWN.
  static absl::StatusOr<std::unique_ptr<ReleaseWatch>> Open(const ReleaseEventRepository& events,
                                                            const v1::WatchReleasesRequest& request);

  // An event, or a heartbeat when it is time for one.
  absl::StatusOr<std::optional<v1::WatchReleasesResponse>> Poll() override;

 private:
  ReleaseWatch(const ReleaseEventRepository& events, std::string dataset, int64_t last,
               absl::Duration heartbeat)
      : events_(events), dataset_(std::move(dataset)), last_(last), heartbeat_(heartbeat) {}

  v1::WatchReleasesResponse Message() const;

  const ReleaseEventRepository& events_;
  const std::string dataset_;
  int64_t last_;  // sequence of the event that was given last
  const absl::Duration heartbeat_;
  std::deque<ReleaseEvent> read_;                     // and not given yet
  absl::Time next_heartbeat_ = absl::InfinitePast();  // steady time
};

}  // namespace karvan::statistics
