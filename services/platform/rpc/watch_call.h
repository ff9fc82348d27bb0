#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/alarm.h"
#include "grpcpp/grpcpp.h"
#include "services/platform/executor/executor.h"
#include "services/platform/rpc/call.h"

namespace karvan::rpc {

// Where a watch takes its messages from. Used by one thread at a time, of the executor.
template <typename Item>
class WatchSource {
 public:
  virtual ~WatchSource() = default;

  // The next message, or nothing when there is none yet: it is asked again a while later. Must not wait. An
  // error ends the stream with it.
  virtual absl::StatusOr<std::optional<Item>> Poll() = 0;
};

// Answers a server-streaming call that has no end of its own: until the client goes, the deadline passes, or
// the server stops (UNAVAILABLE). While there is no message it holds no thread. `open` is
// `StatusOr<std::unique_ptr<WatchSource<Item>>>(const CallContext&, const Request&)`. One write is in flight.
// Frees itself.
template <typename Request, typename Item, typename Open>
class WatchCall : public grpc::ServerWriteReactor<Item> {
 public:
  // Between two polls: so late a message, or the end of a cancelled call, may come.
  static constexpr absl::Duration kInterval = absl::Milliseconds(250);

  WatchCall(const Environment& environment, ServedMethod& method, grpc::CallbackServerContext& server_context,
            const Request& request, Open open)
      : call_(environment, method, server_context), request_(request), open_(std::move(open)) {
    if (absl::Status begun = call_.Begin([this] { OpenSource(); }); !begun.ok()) End(begun);
  }

  void OnCancel() override { call_.Cancel(); }
  void OnDone() override { delete this; }
  void OnWriteDone(bool ok) override {
    Continue([this, ok] { ok ? PollSource() : End(absl::CancelledError("the client has gone")); });
  }

 private:
  void Continue(Executor::Work next) {
    if (!call_.executor().Continue(next)) End(Stopping());
  }

  static absl::Status Stopping() { return absl::UnavailableError("the server is stopping"); }

  void OpenSource() {
    if (absl::Status alive = call_.context().CheckAlive(); !alive.ok()) return End(alive);
    absl::StatusOr<std::unique_ptr<WatchSource<Item>>> source = open_(call_.context(), request_);
    if (!source.ok()) return End(source.status());
    source_ = *std::move(source);
    PollSource();
  }

  void PollSource() {
    if (absl::Status alive = call_.context().CheckAlive(); !alive.ok()) return End(alive);
    if (call_.executor().draining()) return End(Stopping());
    absl::StatusOr<std::optional<Item>> item = source_->Poll();
    if (!item.ok()) return End(item.status());
    if (item->has_value()) {
      item_ = **std::move(item);
      this->StartWrite(&item_);
      return;
    }
    // A new one each time: the callback of the last may not have returned yet.
    alarm_ = std::make_unique<grpc::Alarm>();
    alarm_->Set(absl::ToChronoTime(absl::Now() + kInterval),
                [this](bool) { Continue([this] { PollSource(); }); });
  }

  // The source goes first: when the client sees the end, what the stream held is released.
  void End(const absl::Status& status) {
    source_.reset();
    this->Finish(call_.Finish(status));
  }

  Call call_;
  const Request& request_;
  Open open_;
  std::unique_ptr<WatchSource<Item>> source_;
  std::unique_ptr<grpc::Alarm> alarm_;
  Item item_;
};

}  // namespace karvan::rpc
