#pragma once

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/platform/auth/identity.h"
#include "services/platform/clock/clock.h"
#include "services/platform/rpc/cancellation.h"

namespace karvan {
class Executor;
}

namespace karvan::rpc {

// What a handler knows of the call it answers. It lives until the call is finished: for a coroutine, a
// stream source or a stream sink, as long as they do. Free of gRPC, so that handlers are tested alone.
class CallContext {
 public:
  struct Values {
    auth::Identity identity = {};
    std::string request_id = {};  // of the call, for logs; not the request_id field of a request
    absl::Time deadline = absl::InfiniteFuture();  // of the machine's clock, whatever `clock` says
    const Clock* clock = &SystemClock::Instance();
    Executor* executor = nullptr;  // where coroutines go on; null: wherever they are
  };

  explicit CallContext(Values values) : values_(std::move(values)) {}
  CallContext(const CallContext&) = delete;
  CallContext& operator=(const CallContext&) = delete;

  const auth::Identity& identity() const { return values_.identity; }
  const std::string& request_id() const { return values_.request_id; }
  absl::Time deadline() const { return values_.deadline; }
  Executor* executor() const { return values_.executor; }

  // The time by the server's clock, which a test may have set.
  absl::Time Now() const { return values_.clock->Now(); }

  // True once the client has gone or the deadline has passed.
  bool Cancelled() const { return !CheckAlive().ok(); }

  // OK, CANCELLED or DEADLINE_EXCEEDED. Long work asks between its batches.
  absl::Status CheckAlive() const;

  // For what must be told of the cancellation: see OnCancel.
  Cancellation& cancellation() const { return cancellation_; }

 private:
  const Values values_;
  mutable Cancellation cancellation_;
};

}  // namespace karvan::rpc
