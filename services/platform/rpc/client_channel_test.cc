#include "services/platform/rpc/client_channel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "services/platform/rpc/client_call.h"
#include "services/platform/rpc/testing/echo_server.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::rpc {
namespace {

using karvan::testing::IsOk;
using karvan::testing::StatusIs;
using testing::EchoHandlers;
using testing::EchoRequest;
using testing::EchoResponse;
using testing::EchoServer;
using testing::EchoService;

EchoHandlers FailingFirst(int failures, absl::Status failure, std::atomic<int>& calls) {
  EchoHandlers handlers;
  handlers.echo = [=, &calls](const CallContext&, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    if (calls++ < failures) return failure;
    return EchoResponse();
  };
  return handlers;
}

absl::Status Echo(const std::string& address, ChannelOptions options = {}) {
  auto stub = EchoService::NewStub(MakeChannel(address, options));
  grpc::ClientContext context;
  EchoResponse response;
  return FromGrpcStatus(stub->Echo(&context, EchoRequest(), &response));
}

TEST(ClientChannelTest, RetriesWhatIsUnavailable) {
  std::atomic<int> calls{0};
  EchoServer server(FailingFirst(2, absl::UnavailableError("not yet"), calls));
  EXPECT_THAT(Echo(server.server().address()), IsOk());
  EXPECT_EQ(calls, 3);
}

TEST(ClientChannelTest, GivesUpInTheEnd) {
  std::atomic<int> calls{0};
  EchoServer server(FailingFirst(100, absl::UnavailableError("not yet"), calls));
  EXPECT_THAT(Echo(server.server().address(), {.max_attempts = 2}),
              StatusIs(absl::StatusCode::kUnavailable, "not yet"));
  EXPECT_EQ(calls, 2);
}

TEST(ClientChannelTest, OneAttemptIsNoRetry) {
  std::atomic<int> calls{0};
  EchoServer server(FailingFirst(100, absl::UnavailableError("not yet"), calls));
  EXPECT_THAT(Echo(server.server().address(), {.max_attempts = 1}), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(calls, 1);
}

TEST(ClientChannelTest, DoesNotRetryOtherErrors) {
  std::atomic<int> calls{0};
  EchoServer server(FailingFirst(1, absl::AbortedError("conflict"), calls));
  EXPECT_THAT(Echo(server.server().address()), StatusIs(absl::StatusCode::kAborted, "conflict"));
  EXPECT_EQ(calls, 1);
}

// Shedding is seen and waited out by the client itself: the pushback is obeyed.
TEST(ClientChannelTest, ObeysThePushbackOfAServerThatSheds) {
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  EchoHandlers handlers;
  std::atomic<int> calls{0};
  handlers.echo = [&](const CallContext&, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    ++calls;
    released.wait();
    return EchoResponse();
  };
  EchoServer server(std::move(handlers), {.threads = 1, .queue_limit = 1});
  std::vector<std::thread> clients;
  for (int i = 0; i < 2; ++i) {
    clients.emplace_back([&] { EXPECT_THAT(Echo(server.server().address()), IsOk()); });
  }
  while (server.executor().stats().queued + server.executor().stats().running < 2) std::this_thread::yield();
  clients.emplace_back([&] { EXPECT_THAT(Echo(server.server().address(), {.max_attempts = 5}), IsOk()); });
  while (server.executor().stats().shed == 0) std::this_thread::yield();
  release.set_value();
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(calls, 3);
}

TEST(ClientCallTest, TheEarlierDeadlineHolds) {
  const absl::Time soon = absl::Now() + absl::Seconds(5);
  const CallContext call({.request_id = "r", .deadline = soon});
  grpc::ClientContext short_call;
  PrepareClientContext(call, absl::Hours(1), short_call);
  EXPECT_EQ(absl::FromChrono(short_call.deadline()), soon);
  const CallContext endless({});
  grpc::ClientContext timed;
  PrepareClientContext(endless, absl::Seconds(5), timed);
  EXPECT_NEAR(absl::ToDoubleSeconds(absl::FromChrono(timed.deadline()) - soon), 0, 1);
  grpc::ClientContext untimed;
  PrepareClientContext(endless, absl::InfiniteDuration(), untimed);
  EXPECT_GT(absl::FromChrono(untimed.deadline()), absl::Now() + absl::Hours(24 * 365));
}

}  // namespace
}  // namespace karvan::rpc
