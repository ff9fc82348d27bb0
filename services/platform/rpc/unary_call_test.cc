#include "services/platform/rpc/unary_call.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "services/platform/log/log.h"
#include "services/platform/rpc/testing/echo_server.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::rpc {
namespace {

using karvan::testing::HasFieldViolation;
using karvan::testing::HasReason;
using karvan::testing::StatusIs;
using testing::EchoHandlers;
using testing::EchoRequest;
using testing::EchoResponse;
using testing::EchoServer;
using ::testing::HasSubstr;

EchoHandlers Echoing() {
  EchoHandlers handlers;
  handlers.echo = [](const CallContext&, const EchoRequest& request) -> absl::StatusOr<EchoResponse> {
    EchoResponse response;
    response.set_text(request.text());
    return response;
  };
  return handlers;
}

EchoHandlers Failing(absl::Status status) {
  EchoHandlers handlers;
  handlers.echo = [status](const CallContext&, const EchoRequest&) { return status; };
  return handlers;
}

absl::StatusOr<EchoResponse> Echo(EchoServer& server, grpc::ClientContext& context,
                                  const std::string& text = "") {
  EchoRequest request;
  request.set_text(text);
  EchoResponse response;
  const grpc::Status status = server.stub().Echo(&context, request, &response);
  if (!status.ok()) return FromGrpcStatus(status);
  return response;
}

std::string Trailer(const grpc::ClientContext& context, const std::string& key) {
  auto found = context.GetServerTrailingMetadata().find(key);
  if (found == context.GetServerTrailingMetadata().end()) return "(none)";
  return std::string(found->second.data(), found->second.size());
}

// The log lines of calls while it lives.
class LogLines {
 public:
  std::string text() {
    MutexLock lock(&mutex_);
    return text_;
  }

 private:
  Mutex mutex_;
  std::string text_;
  log::ScopedSink sink_{[this](absl::string_view line) {
    MutexLock lock(&mutex_);
    text_.append(line.data(), line.size());
    text_ += "\n";
  }};
};

TEST(UnaryCallTest, AnswersByItsHandler) {
  EchoServer server(Echoing());
  grpc::ClientContext context;
  ASSERT_OK_AND_ASSIGN(EchoResponse response, Echo(server, context, "salom"));
  EXPECT_EQ(response.text(), "salom");
}

TEST(UnaryCallTest, PermissionComesBeforeTheHandler) {
  std::atomic<bool> handled{false};
  EchoHandlers handlers;
  handlers.echo = [&](const CallContext&, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    handled = true;
    return InvalidField("text", "is not valid");
  };
  EchoServer server(std::move(handlers), {.identity = {"clerk", {"echo.messages.write"}}});
  grpc::ClientContext context;
  const absl::Status status = Echo(server, context).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kPermissionDenied,
                               "\"clerk\" lacks the permission \"echo.messages.read\" that Echo needs"));
  EXPECT_THAT(status, HasReason("PERMISSION_DENIED"));
  EXPECT_EQ(ErrorMetadata(status, "permission"), "echo.messages.read");
  EXPECT_FALSE(handled);
}

TEST(UnaryCallTest, TheHandlerSeesTheCaller) {
  EchoHandlers handlers;
  handlers.echo = [](const CallContext& call, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    EchoResponse response;
    response.set_text(call.identity().name + " " + call.request_id());
    return response;
  };
  EchoServer server(std::move(handlers));
  grpc::ClientContext context;
  context.AddMetadata("x-request-id", "req-7");
  ASSERT_OK_AND_ASSIGN(EchoResponse response, Echo(server, context));
  EXPECT_EQ(response.text(), "tester req-7");
  EXPECT_EQ(Trailer(context, "x-request-id"), "req-7");
}

TEST(UnaryCallTest, MakesARequestIdWhenTheClientsIsMissingOrWild) {
  EchoServer server(Echoing());
  grpc::ClientContext without;
  ASSERT_OK(Echo(server, without));
  EXPECT_EQ(Trailer(without, "x-request-id").size(), 32u);
  grpc::ClientContext wild;
  wild.AddMetadata("x-request-id", "a b\"c");
  ASSERT_OK(Echo(server, wild));
  EXPECT_EQ(Trailer(wild, "x-request-id").size(), 32u);
  EXPECT_NE(Trailer(wild, "x-request-id"), Trailer(without, "x-request-id"));
}

TEST(UnaryCallTest, ErrorsKeepTheirDetails) {
  EchoServer server(Failing(InvalidField("dataset.id", "\"Ж\" is not allowed; use a-z")));
  grpc::ClientContext context;
  const absl::Status status = Echo(server, context).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(status, HasReason("INVALID_FIELD"));
  EXPECT_THAT(status, HasFieldViolation("dataset.id", "\"Ж\" is not allowed; use a-z"));
}

TEST(UnaryCallTest, TheTextOfAnInternalErrorStaysInTheLog) {
  LogLines lines;
  EchoServer server(Failing(absl::InternalError("page 7 of the secret file")));
  grpc::ClientContext context;
  context.AddMetadata("x-request-id", "req-8");
  EXPECT_THAT(Echo(server, context),
              StatusIs(absl::StatusCode::kInternal, "internal error, request id req-8"));
  EXPECT_THAT(lines.text(), HasSubstr("\"error\":\"page 7 of the secret file\""));
  EXPECT_THAT(lines.text(), HasSubstr("\"request_id\":\"req-8\""));
  EXPECT_THAT(lines.text(), HasSubstr("\"severity\":\"error\""));
}

TEST(UnaryCallTest, AnUnknownOutcomeIsTold) {
  EchoServer server(Failing(karvan::Error(absl::StatusCode::kUnknown, "UNKNOWN_OUTCOME", "it may be done")));
  grpc::ClientContext context;
  const absl::Status status = Echo(server, context).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnknown, "it may be done"));
  EXPECT_THAT(status, HasReason("UNKNOWN_OUTCOME"));
}

TEST(UnaryCallTest, LogsALineACall) {
  LogLines lines;
  EchoServer server(
      Failing(karvan::Error(absl::StatusCode::kNotFound, "RESOURCE_NOT_FOUND", "no dataset \"x\"")));
  grpc::ClientContext context;
  EXPECT_THAT(Echo(server, context), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(lines.text(),
              HasSubstr("\"method\":\"karvan.rpc.testing.EchoService/Echo\",\"code\":\"NOT_FOUND\""));
  EXPECT_THAT(lines.text(), HasSubstr("\"caller\":\"tester\""));
  EXPECT_THAT(lines.text(), HasSubstr("\"reason\":\"RESOURCE_NOT_FOUND\""));
}

TEST(UnaryCallTest, CountsCalls) {
  EchoServer server(Echoing());
  grpc::ClientContext context;
  ASSERT_OK(Echo(server, context));
  server.server().Stop();
  EXPECT_THAT(server.MetricsText(), HasSubstr("karvan_rpc_requests_total{code=\"OK\",method=\"Echo\","
                                              "service=\"karvan.rpc.testing.EchoService\"} 1\n"));
  EXPECT_THAT(
      server.MetricsText(),
      HasSubstr("karvan_rpc_in_flight{method=\"Echo\",service=\"karvan.rpc.testing.EchoService\"} 0\n"));
}

TEST(UnaryCallTest, ShedsWhenTheExecutorIsFull) {
  std::promise<void> started;
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  std::atomic<int> calls{0};
  EchoHandlers handlers;
  handlers.echo = [&](const CallContext&, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    if (calls++ == 0) started.set_value();
    released.wait();
    return EchoResponse();
  };
  EchoServer server(std::move(handlers), {.threads = 1, .queue_limit = 1});
  std::vector<std::thread> clients;
  auto call = [&] {
    grpc::ClientContext context;
    EXPECT_THAT(Echo(server, context), karvan::testing::IsOk());
  };
  clients.emplace_back(call);
  started.get_future().wait();  // the thread is taken
  clients.emplace_back(call);
  while (server.executor().stats().queued == 0) std::this_thread::yield();  // the queue is full

  grpc::ClientContext context;
  const absl::Status status = Echo(server, context).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(status, HasReason("OVERLOADED"));
  EXPECT_EQ(RetryDelay(status), absl::Milliseconds(50));
  EXPECT_EQ(Trailer(context, "grpc-retry-pushback-ms"), "50");
  EXPECT_TRUE(context.GetServerInitialMetadata().empty());  // or the client could not retry

  release.set_value();
  for (std::thread& client : clients) client.join();
  server.server().Stop();
  EXPECT_THAT(server.MetricsText(), HasSubstr("karvan_rpc_shed_total{method=\"Echo\","
                                              "service=\"karvan.rpc.testing.EchoService\"} 1\n"));
}

TEST(UnaryCallTest, ACallThatWaitedPastItsDeadlineIsNotRun) {
  std::promise<void> started;
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  std::atomic<int> handled{0};
  EchoHandlers handlers;
  handlers.echo = [&](const CallContext&, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    if (handled++ == 0) started.set_value();
    released.wait();
    return EchoResponse();
  };
  EchoServer server(std::move(handlers), {.threads = 1, .queue_limit = 10});
  std::thread blocker([&] {
    grpc::ClientContext context;
    EXPECT_THAT(Echo(server, context), karvan::testing::IsOk());
  });
  started.get_future().wait();
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Milliseconds(30)));
  EXPECT_THAT(Echo(server, context), StatusIs(absl::StatusCode::kDeadlineExceeded));
  release.set_value();
  blocker.join();
  server.server().Stop();
  EXPECT_EQ(handled, 1);
}

TEST(UnaryCallTest, TheHandlerSeesTheDeadlineAndTheCancellation) {
  std::promise<absl::Time> deadline;
  std::promise<absl::Status> end;
  EchoHandlers handlers;
  handlers.echo = [&](const CallContext& call, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    deadline.set_value(call.deadline());
    while (!call.Cancelled()) std::this_thread::yield();
    end.set_value(call.CheckAlive());
    return call.CheckAlive();
  };
  EchoServer server(std::move(handlers));
  const absl::Time given = absl::Now() + absl::Hours(1);
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(given));
  std::thread client([&] { EXPECT_THAT(Echo(server, context), StatusIs(absl::StatusCode::kCancelled)); });
  EXPECT_NEAR(absl::ToDoubleSeconds(deadline.get_future().get() - given), 0, 1);
  context.TryCancel();
  client.join();
  EXPECT_THAT(end.get_future().get(), StatusIs(absl::StatusCode::kCancelled));
}

TEST(UnaryCallTest, AnIdentityThatIsRefusedIsUnauthenticated) {
  class Refusing : public auth::Authenticator {
   public:
    absl::StatusOr<auth::Identity> Authenticate(const auth::Credentials& credentials) const override {
      const auto token = credentials.Metadata("authorization");
      if (token == "let me in") return auth::Identity{"guest", {"*"}};
      return karvan::Error(absl::StatusCode::kUnauthenticated, "UNAUTHENTICATED", "no valid token");
    }
  };
  prometheus::Registry registry;
  metrics::RpcMetrics metrics(registry);
  Refusing authenticator;
  Executor executor({.name = "echo"});
  ASSERT_OK_AND_ASSIGN(auto runtime, ServiceRuntime::Create<testing::EchoService>(
                                         {executor, authenticator, SystemClock::Instance(), metrics}));
  testing::ScriptedEchoService service(*runtime, Echoing());
  ASSERT_OK_AND_ASSIGN(auto server, Server::Start({}, {Host<testing::EchoService>(service)}, {&executor}));
  auto stub = testing::EchoService::NewStub(server->InProcessChannel());

  EchoResponse response;
  grpc::ClientContext stranger;
  const absl::Status refused = FromGrpcStatus(stub->Echo(&stranger, EchoRequest(), &response));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kUnauthenticated, "no valid token"));
  EXPECT_THAT(refused, HasReason("UNAUTHENTICATED"));
  grpc::ClientContext guest;
  guest.AddMetadata("authorization", "let me in");
  EXPECT_OK(FromGrpcStatus(stub->Echo(&guest, EchoRequest(), &response)));
}

}  // namespace
}  // namespace karvan::rpc
