#pragma once

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"
#include "services/platform/sync/mutex.h"

namespace karvan::cli {

// Where a proxy sends calls: a channel, and a count of the calls that are under way over it. The server
// behind it must live until the last has ended, for gRPC 1.51 crashes when an in-process channel outlives its
// server and is used. Thread-safe.
class ProxyBackend {
 public:
  using Stub = grpc::TemplatedGenericStub<grpc::ByteBuffer, grpc::ByteBuffer>;

  explicit ProxyBackend(std::shared_ptr<grpc::Channel> channel) : stub_(std::move(channel)) {}

  Stub& stub() { return stub_; }
  void CallStarted();
  void CallEnded();

  // Waits until no call is under way, for at most `timeout`.
  void WaitUntilIdle(absl::Duration timeout);

 private:
  Stub stub_;
  Mutex mutex_;
  CondVar idle_;
  int calls_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace karvan::cli
