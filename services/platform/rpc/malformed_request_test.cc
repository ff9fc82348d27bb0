#include "services/platform/rpc/malformed_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/generic/generic_stub.h"
#include "services/platform/log/log.h"
#include "services/platform/rpc/testing/echo_server.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::rpc {
namespace {

using karvan::testing::HasReason;
using karvan::testing::StatusIs;
using testing::EchoHandlers;
using testing::EchoRequest;
using testing::EchoResponse;
using testing::EchoServer;
using ::testing::HasSubstr;

constexpr char kEcho[] = "/karvan.rpc.testing.EchoService/Echo";
const std::string kNoMessage = "\x0A\x7Fshort";  // a text of 127 bytes, of which five come
const std::string kLatinText =
    "\x0A\x04"
    "caf\xE9";

// Handlers that must not be reached.
EchoHandlers Unreachable() {
  EchoHandlers handlers;
  handlers.echo = [](const CallContext&, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    return absl::InternalError("the handler was called");
  };
  handlers.repeat = [](const CallContext&,
                       const EchoRequest&) -> absl::StatusOr<std::unique_ptr<StreamSource<EchoResponse>>> {
    return absl::InternalError("the handler was called");
  };
  return handlers;
}

// How a call ends that sends `bytes` as its only message.
absl::Status Send(EchoServer& server, const std::string& method, const std::string& bytes) {
  struct Call : grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
    void OnReadDone(bool ok) override {
      if (ok) StartRead(&response);
    }
    void OnDone(const grpc::Status& status) override { done.set_value(status); }

    grpc::ByteBuffer request, response;
    std::promise<grpc::Status> done;
  };
  Call call;
  grpc::Slice slice(bytes);
  call.request = grpc::ByteBuffer(&slice, 1);
  grpc::GenericStub stub(server.server().InProcessChannel());
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(30)));
  stub.PrepareBidiStreamingCall(&context, method, {}, &call);
  call.StartWriteLast(&call.request, {});
  call.StartRead(&call.response);
  call.StartCall();
  return FromGrpcStatus(call.done.get_future().get());
}

TEST(MalformedRequestTest, IsAnInvalidArgument) {
  EchoServer server(Unreachable());
  for (const char* method : {"Echo", "Repeat"}) {
    for (const std::string& bytes : {kNoMessage, kLatinText}) {
      const absl::Status status =
          Send(server, absl::StrCat("/karvan.rpc.testing.EchoService/", method), bytes);
      EXPECT_THAT(
          status,
          StatusIs(absl::StatusCode::kInvalidArgument,
                   HasSubstr(absl::StrCat("not a request of karvan.rpc.testing.EchoService/", method))));
      EXPECT_THAT(status, HasReason("REQUEST_MALFORMED"));
    }
  }
}

TEST(MalformedRequestTest, AMethodThatDoesNotExistIsUnimplemented) {
  EchoServer server(Unreachable());
  EXPECT_THAT(Send(server, "/karvan.rpc.testing.EchoService/None", ""),
              StatusIs(absl::StatusCode::kUnimplemented));
}

TEST(MalformedRequestTest, OtherErrorsStayAsTheyAre) {
  EchoHandlers handlers;
  handlers.echo = [](const CallContext&, const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    return absl::UnimplementedError("not yet");
  };
  EchoServer server(std::move(handlers));
  EXPECT_THAT(Send(server, kEcho, ""), StatusIs(absl::StatusCode::kUnimplemented, "not yet"));
}

TEST(MalformedRequestTest, EveryLineOfTheLogIsJson) {
  std::vector<std::string> lines;
  log::ScopedSink sink([&lines](absl::string_view line) { lines.emplace_back(line); });
  ::testing::internal::CaptureStderr();
  EchoServer server(Unreachable());
  EXPECT_THAT(Send(server, kEcho, kLatinText), HasReason("REQUEST_MALFORMED"));
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
  ASSERT_FALSE(lines.empty());
  const nlohmann::json line = nlohmann::json::parse(lines.front());
  EXPECT_EQ(line["severity"], "error");
  EXPECT_THAT(line["message"].get<std::string>(), HasSubstr("karvan.rpc.testing.EchoRequest.text"));
}

}  // namespace
}  // namespace karvan::rpc
