#include "services/platform/rpc/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/generic/generic_stub.h"

#include "services/platform/rpc/client_channel.h"
#include "services/platform/rpc/testing/echo_server.h"
#include "services/platform/status/grpc_status.h"
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
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

EchoHandlers Echoing() {
  EchoHandlers handlers;
  handlers.echo = [](const CallContext&, const EchoRequest& request) -> absl::StatusOr<EchoResponse> {
    EchoResponse response;
    response.set_text(request.text());
    return response;
  };
  return handlers;
}

absl::Status Echo(EchoService::Stub& stub, const std::string& text = "") {
  grpc::ClientContext context;
  EchoRequest request;
  request.set_text(text);
  EchoResponse response;
  return FromGrpcStatus(stub.Echo(&context, request, &response));
}

// A call by its name with the bytes of messages: the protos of health and reflection are compiled into
// libraries of gRPC and must not be compiled again into a program that links them.
absl::StatusOr<std::string> RawCall(const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
                                    const std::string& request) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
  grpc::CompletionQueue queue;
  grpc::Slice slice(request);
  grpc::ByteBuffer request_bytes(&slice, 1);
  auto call = stub.PrepareCall(&context, method, &queue);
  auto wait = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    return ok;
  };
  call->StartCall(nullptr);
  wait();
  call->WriteLast(request_bytes, grpc::WriteOptions(), nullptr);
  wait();
  grpc::ByteBuffer response_bytes;
  call->Read(&response_bytes, nullptr);
  const bool answered = wait();
  grpc::Status status;
  if (answered) context.TryCancel();  // reflection would go on; an answer is all that is wanted
  call->Finish(&status, nullptr);
  wait();
  if (!answered) return FromGrpcStatus(status);
  std::vector<grpc::Slice> slices;
  EXPECT_TRUE(response_bytes.Dump(&slices).ok());
  std::string response;
  for (const grpc::Slice& part : slices) {
    response.append(reinterpret_cast<const char*>(part.begin()), part.size());
  }
  return response;
}

// A message whose only field is text, as bytes.
std::string TextField(int number, const std::string& text) {
  return std::string(1, static_cast<char>(number << 3 | 2)) + static_cast<char>(text.size()) + text;
}

absl::StatusOr<std::string> Health(const std::shared_ptr<grpc::Channel>& channel,
                                   const std::string& service) {
  return RawCall(channel, "/grpc.health.v1.Health/Check", service.empty() ? "" : TextField(1, service));
}

const std::string kServing("\x08\x01");  // HealthCheckResponse{status: SERVING}

TEST(ServerTest, ServesOnAFreePortAndInProcess) {
  EchoServer server(Echoing());
  EXPECT_GT(server.server().port(), 0);
  EXPECT_EQ(server.server().address(), absl::StrCat("127.0.0.1:", server.server().port()));
  EXPECT_THAT(Echo(server.stub()), IsOk());
  auto remote = EchoService::NewStub(MakeChannel(server.server().address()));
  EXPECT_THAT(Echo(*remote), IsOk());
}

TEST(ServerTest, NeedsNoAddress) {
  EchoServer server(Echoing(), {.server = {.listen_address = ""}});
  EXPECT_EQ(server.server().port(), 0);
  EXPECT_EQ(server.server().address(), "");
  EXPECT_THAT(Echo(server.stub()), IsOk());
}

TEST(ServerTest, DialsTheMachineWhenItListensEverywhere) {
  EchoServer server(Echoing(), {.server = {.listen_address = "0.0.0.0:0"}});
  EXPECT_THAT(server.server().address(), MatchesRegex("127\\.0\\.0\\.1:[0-9]+"));
}

TEST(ServerTest, SaysWhichAddressCannotBeBound) {
  EchoServer server(Echoing());
  EXPECT_THAT(Server::Start({.listen_address = server.server().address()}, {}, {}),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr(server.server().address())));
}

TEST(ServerTest, RefusesMessagesAboveTheLimit) {
  EchoServer server(Echoing(), {.server = {.max_message_bytes = 1000}});
  auto remote = EchoService::NewStub(MakeChannel(server.server().address()));
  EXPECT_THAT(Echo(*remote, std::string(900, 'x')), IsOk());
  EXPECT_THAT(Echo(*remote, std::string(1100, 'x')), StatusIs(absl::StatusCode::kResourceExhausted));
}

TEST(ServerTest, HealthByServiceName) {
  EchoServer server(Echoing());
  auto channel = MakeChannel(server.server().address());
  EXPECT_THAT(Health(channel, ""), karvan::testing::IsOkAndHolds(kServing));
  EXPECT_THAT(Health(channel, "karvan.rpc.testing.EchoService"), karvan::testing::IsOkAndHolds(kServing));
  EXPECT_THAT(Health(channel, "karvan.rpc.testing.OtherService"), StatusIs(absl::StatusCode::kNotFound));
}

TEST(ServerTest, ReflectionNamesTheService) {
  EchoServer server(Echoing());
  const std::string list_services = TextField(7, "*");
  EXPECT_THAT(RawCall(MakeChannel(server.server().address()),
                      "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", list_services),
              karvan::testing::IsOkAndHolds(HasSubstr("karvan.rpc.testing.EchoService")));
}

TEST(ServerTest, StopWaitsForACallUnderWay) {
  std::promise<void> started;
  std::promise<void> release;
  EchoHandlers handlers;
  handlers.echo = [&](const CallContext& call, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    started.set_value();
    release.get_future().wait();
    return call.CheckAlive().ok() ? absl::StatusOr<EchoResponse>(EchoResponse()) : call.CheckAlive();
  };
  EchoServer server(std::move(handlers));
  auto remote = EchoService::NewStub(MakeChannel(server.server().address(), {.max_attempts = 1}));
  std::thread client([&] { EXPECT_THAT(Echo(*remote), IsOk()); });
  started.get_future().wait();
  std::atomic<bool> stopped{false};
  std::thread stopper([&] {
    server.server().Stop();
    stopped = true;
  });
  // New calls are refused from some moment on, while the old one goes on.
  while (Health(MakeChannel(server.server().address()), "").ok()) std::this_thread::yield();
  EXPECT_THAT(Echo(*remote), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_FALSE(stopped);
  release.set_value();
  client.join();
  stopper.join();
  EXPECT_TRUE(stopped);
  EXPECT_FALSE(server.executor().TryRun([] {}));  // joined
}

TEST(ServerTest, StopCancelsWhatOutlastsTheDrainTimeout) {
  std::promise<void> started;
  EchoHandlers handlers;
  handlers.echo = [&](const CallContext& call, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    started.set_value();
    while (!call.Cancelled()) std::this_thread::yield();
    return call.CheckAlive();
  };
  EchoServer server(std::move(handlers), {.server = {.drain_timeout = absl::Milliseconds(20)}});
  auto remote = EchoService::NewStub(MakeChannel(server.server().address()));
  std::thread client([&] { EXPECT_THAT(Echo(*remote), ::testing::Not(IsOk())); });
  started.get_future().wait();
  server.server().Stop();
  client.join();
}

TEST(ServerTest, StopsOnASignal) {
  ShutdownSignal signal;
  EchoServer server(Echoing());
  auto remote = EchoService::NewStub(MakeChannel(server.server().address(), {.max_attempts = 1}));
  EXPECT_THAT(Echo(*remote), IsOk());
  raise(SIGTERM);
  server.server().RunUntil(signal);
  EXPECT_THAT(Echo(*remote), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_FALSE(server.executor().TryRun([] {}));
}

}  // namespace
}  // namespace karvan::rpc
