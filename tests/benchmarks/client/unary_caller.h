#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "grpcpp/grpcpp.h"
#include "services/platform/status/grpc_status.h"

namespace karvan::bench {

// The calls of one caller of a unary method, one after the other, through the callback API.
template <typename Request, typename Response>
class UnaryCaller {
 public:
  using Done = std::function<void(const absl::StatusOr<const Response*>&)>;

  // `start` is the method, such as [stub](auto... arguments) { stub->async()->Echo(arguments...); }. There is
  // no deadline: the harness ends a client that does not answer.
  template <typename Start>
  void Call(const Start& start, Done done) {
    context_.emplace();
    done_ = std::move(done);
    start(&*context_, &request_, &response_, [this](const grpc::Status& status) {
      const Done finished = std::exchange(done_, nullptr);  // it may start the next call
      if (status.ok()) return finished(&response_);
      finished(FromGrpcStatus(status));
    });
  }

  // Set before a call.
  Request& request() { return request_; }

 private:
  std::optional<grpc::ClientContext> context_;
  Request request_;
  Response response_;
  Done done_;
};

}  // namespace karvan::bench
