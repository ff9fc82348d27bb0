#include "services/platform/rpc/async_unary_call.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "services/platform/rpc/client_call.h"
#include "services/platform/rpc/testing/echo_server.h"
#include "services/platform/status/testing/matchers.h"
#include "services/platform/task/when_all.h"

namespace karvan::rpc {
namespace {

using karvan::testing::HasReason;
using karvan::testing::IsOk;
using karvan::testing::StatusIs;
using testing::EchoHandlers;
using testing::EchoRequest;
using testing::EchoResponse;
using testing::EchoServer;
using testing::EchoService;

Task<absl::StatusOr<EchoResponse>> CallEcho(const CallContext& call, EchoService::Stub& stub,
                                            std::string text) {
  EchoRequest request;
  request.set_text(std::move(text));
  return CallUnary<EchoResponse>(call, std::move(request), absl::Seconds(30),
                                 [&stub](grpc::ClientContext* context, const EchoRequest* echo,
                                         EchoResponse* response, std::function<void(grpc::Status)> done) {
                                   stub.async()->Echo(context, echo, response, std::move(done));
                                 });
}

// Relays to two echoes of another server at a time.
Task<absl::StatusOr<EchoResponse>> RelayTwice(const CallContext& call, EchoService::Stub& stub,
                                              std::string text) {
  std::vector<Task<absl::StatusOr<EchoResponse>>> calls;
  calls.push_back(CallEcho(call, stub, text + "1"));
  calls.push_back(CallEcho(call, stub, text + "2"));
  auto all = WhenAll(std::move(calls));
  std::vector<absl::StatusOr<EchoResponse>> answers = co_await std::move(all);
  EchoResponse response;
  for (const absl::StatusOr<EchoResponse>& answer : answers) {
    KARVAN_CO_RETURN_IF_ERROR(answer.status());
    *response.mutable_text() += answer->text() + ";";
  }
  co_return response;
}

EchoHandlers RelayingTo(EchoService::Stub& stub) {
  EchoHandlers handlers;
  handlers.relay = [&stub](const CallContext& call, const EchoRequest& request) {
    return RelayTwice(call, stub, request.text());
  };
  return handlers;
}

absl::StatusOr<EchoResponse> Relay(EchoServer& server, grpc::ClientContext& context) {
  EchoRequest request;
  request.set_text("a");
  EchoResponse response;
  const grpc::Status status = server.stub().Relay(&context, request, &response);
  if (!status.ok()) return FromGrpcStatus(status);
  return response;
}

TEST(AsyncUnaryCallTest, AnswersFromOutboundCalls) {
  EchoHandlers echo;
  echo.echo = [](const CallContext& call, const EchoRequest& request) -> absl::StatusOr<EchoResponse> {
    EchoResponse response;
    response.set_text(request.text() + " " + call.request_id());
    return response;
  };
  EchoServer backend(std::move(echo));
  EchoServer frontend(RelayingTo(backend.stub()));
  grpc::ClientContext context;
  context.AddMetadata("x-request-id", "req-9");
  ASSERT_OK_AND_ASSIGN(EchoResponse response, Relay(frontend, context));
  EXPECT_EQ(response.text(), "a1 req-9;a2 req-9;");
}

// One thread, and two relays that wait for the same answers: neither holds the thread meanwhile.
TEST(AsyncUnaryCallTest, NoThreadWaitsForAnOutboundCall) {
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  std::atomic<int> arrived{0};
  EchoHandlers echo;
  echo.echo = [&](const CallContext&, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    ++arrived;
    released.wait();
    return EchoResponse();
  };
  EchoServer backend(std::move(echo), {.threads = 4});
  EchoServer frontend(RelayingTo(backend.stub()), {.threads = 1});
  std::vector<std::thread> clients;
  for (int i = 0; i < 2; ++i) {
    clients.emplace_back([&] {
      grpc::ClientContext context;
      EXPECT_THAT(Relay(frontend, context), IsOk());
    });
  }
  while (arrived < 4) std::this_thread::yield();
  release.set_value();
  for (std::thread& client : clients) client.join();
}

TEST(AsyncUnaryCallTest, TheErrorOfAnOutboundCallKeepsItsDetails) {
  EchoHandlers echo;
  echo.echo = [](const CallContext&, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    return karvan::Error(absl::StatusCode::kNotFound, "RESOURCE_NOT_FOUND", "no such text");
  };
  EchoServer backend(std::move(echo));
  EchoServer frontend(RelayingTo(backend.stub()));
  grpc::ClientContext context;
  const absl::Status status = Relay(frontend, context).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kNotFound, "no such text"));
  EXPECT_THAT(status, HasReason("RESOURCE_NOT_FOUND"));
}

TEST(AsyncUnaryCallTest, CancellationAndDeadlineGoOnToOutboundCalls) {
  std::promise<absl::Time> deadline;
  std::promise<absl::Status> end;
  std::atomic<int> calls{0};
  EchoHandlers echo;
  echo.echo = [&](const CallContext& call, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    const bool first = calls++ == 0;
    if (first) deadline.set_value(call.deadline());
    while (!call.Cancelled()) std::this_thread::yield();
    if (first) end.set_value(call.CheckAlive());
    return call.CheckAlive();
  };
  EchoServer backend(std::move(echo));
  EchoServer frontend(RelayingTo(backend.stub()));
  const absl::Time given = absl::Now() + absl::Seconds(20);
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(given));
  std::thread client([&] { EXPECT_THAT(Relay(frontend, context), StatusIs(absl::StatusCode::kCancelled)); });
  EXPECT_NEAR(absl::ToDoubleSeconds(deadline.get_future().get() - given), 0, 1);
  context.TryCancel();
  client.join();
  EXPECT_THAT(end.get_future().get(), StatusIs(absl::StatusCode::kCancelled));
}

TEST(AsyncUnaryCallTest, PermissionComesFirst) {
  EchoHandlers handlers;
  handlers.relay = [](const CallContext&, const EchoRequest&) -> Task<absl::StatusOr<EchoResponse>> {
    ADD_FAILURE() << "the handler was called";
    co_return EchoResponse();
  };
  EchoServer server(std::move(handlers), {.identity = {"stranger", {}}});
  grpc::ClientContext context;
  EXPECT_THAT(Relay(server, context), StatusIs(absl::StatusCode::kPermissionDenied));
}

}  // namespace
}  // namespace karvan::rpc
