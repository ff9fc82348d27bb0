#include "services/platform/rpc/client_stream_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "grpcpp/generic/generic_stub.h"
#include "services/platform/rpc/client_channel.h"
#include "services/platform/rpc/testing/echo_server.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::rpc {
namespace {

using karvan::testing::HasReason;
using karvan::testing::IsOk;
using karvan::testing::StatusIs;
using testing::EchoHandlers;
using testing::EchoRequest;
using testing::EchoResponse;
using testing::EchoServer;
using ::testing::HasSubstr;

// What became of a Collecting sink.
struct Fate {
  std::promise<void> first_message;
  std::promise<bool> destroyed;  // whether Finish was called before
};

// Strings the texts together; refuses "bad" as a message and "unfinished" at the end.
class Collecting : public StreamSink<EchoRequest, EchoResponse> {
 public:
  explicit Collecting(Fate& fate) : fate_(fate) {}
  ~Collecting() override { fate_.destroyed.set_value(finished_); }

  absl::Status OnMessage(EchoRequest message) override {
    if (message.text() == "bad") return InvalidField("text", "\"bad\" is not allowed");
    if (text_.empty()) fate_.first_message.set_value();
    text_ += message.text();
    return absl::OkStatus();
  }

  absl::StatusOr<EchoResponse> Finish() override {
    finished_ = true;
    if (text_ == "unfinished") return absl::FailedPreconditionError("there is more");
    EchoResponse response;
    response.set_text(text_);
    return response;
  }

 private:
  Fate& fate_;
  std::string text_;
  bool finished_ = false;
};

EchoHandlers CollectingWith(Fate& fate) {
  EchoHandlers handlers;
  handlers.collect =
      [&fate](const CallContext&) -> absl::StatusOr<std::unique_ptr<StreamSink<EchoRequest, EchoResponse>>> {
    return std::make_unique<Collecting>(fate);
  };
  return handlers;
}

EchoRequest Text(const std::string& text) {
  EchoRequest request;
  request.set_text(text);
  return request;
}

absl::StatusOr<EchoResponse> Send(EchoServer& server, const std::vector<std::string>& texts) {
  grpc::ClientContext context;
  EchoResponse response;
  auto writer = server.stub().Collect(&context, &response);
  for (const std::string& text : texts) {
    if (!writer->Write(Text(text))) break;
  }
  writer->WritesDone();
  const grpc::Status status = writer->Finish();
  if (!status.ok()) return FromGrpcStatus(status);
  return response;
}

TEST(ClientStreamCallTest, TakesMessagesInOrder) {
  Fate fate;
  EchoServer server(CollectingWith(fate));
  ASSERT_OK_AND_ASSIGN(EchoResponse response, Send(server, {"a", "b", "c"}));
  EXPECT_EQ(response.text(), "abc");
  EXPECT_TRUE(fate.destroyed.get_future().get());
}

TEST(ClientStreamCallTest, AStreamWithoutMessages) {
  Fate fate;
  EchoServer server(CollectingWith(fate));
  ASSERT_OK_AND_ASSIGN(EchoResponse response, Send(server, {}));
  EXPECT_EQ(response.text(), "");
}

TEST(ClientStreamCallTest, AnErrorOfAMessageEndsTheCall) {
  Fate fate;
  EchoServer server(CollectingWith(fate));
  const absl::Status status = Send(server, {"a", "bad", "c"}).status();
  EXPECT_THAT(status, HasReason("INVALID_FIELD"));
  EXPECT_FALSE(fate.destroyed.get_future().get());
}

// gRPC tells the end of a stream and a message that it cannot read in one way: a part must not pass for the
// whole.
TEST(ClientStreamCallTest, AMessageThatIsNoneEndsTheCall) {
  struct Writing : grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
    void OnWriteDone(bool ok) override {
      if (ok && next < messages.size()) {
        StartWrite(&messages[next++]);
      } else {
        StartWritesDone();
      }
    }
    void OnDone(const grpc::Status& status) override { done.set_value(status); }

    std::vector<grpc::ByteBuffer> messages;
    size_t next = 0;
    std::promise<grpc::Status> done;
  };
  Fate fate;
  EchoServer server(CollectingWith(fate));
  Writing call;
  for (const std::string& bytes : {Text("a").SerializeAsString(), std::string("\x0A\x7Fshort")}) {
    grpc::Slice slice(bytes);
    call.messages.emplace_back(&slice, 1);
  }
  grpc::GenericStub stub(server.server().InProcessChannel());
  grpc::ClientContext context;
  grpc::ByteBuffer response;
  stub.PrepareBidiStreamingCall(&context, "/karvan.rpc.testing.EchoService/Collect", {}, &call);
  call.StartRead(&response);
  call.OnWriteDone(true);
  call.StartCall();
  const absl::Status status = FromGrpcStatus(call.done.get_future().get());
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               HasSubstr("not a request of karvan.rpc.testing.EchoService/Collect")));
  EXPECT_THAT(status, HasReason("REQUEST_MALFORMED"));
  EXPECT_FALSE(fate.destroyed.get_future().get());
}

TEST(ClientStreamCallTest, AnErrorOfFinishEndsTheCall) {
  Fate fate;
  EchoServer server(CollectingWith(fate));
  EXPECT_THAT(Send(server, {"unfinished"}), StatusIs(absl::StatusCode::kFailedPrecondition, "there is more"));
  EXPECT_TRUE(fate.destroyed.get_future().get());
}

TEST(ClientStreamCallTest, AnErrorOfOpenEndsTheCall) {
  EchoHandlers handlers;
  handlers.collect =
      [](const CallContext&) -> absl::StatusOr<std::unique_ptr<StreamSink<EchoRequest, EchoResponse>>> {
    return absl::ResourceExhaustedError("the disk is full");
  };
  EchoServer server(std::move(handlers));
  EXPECT_THAT(Send(server, {"a"}), StatusIs(absl::StatusCode::kResourceExhausted, "the disk is full"));
}

TEST(ClientStreamCallTest, PermissionComesFirst) {
  Fate fate;
  EchoServer server(CollectingWith(fate), {.identity = {"reader", {"echo.messages.read"}}});
  const absl::Status status = Send(server, {"a"}).status();
  EXPECT_THAT(status, HasReason("PERMISSION_DENIED"));
  EXPECT_EQ(ErrorMetadata(status, "permission"), "echo.messages.write");
}

// Many times, for gRPC reports the end of the stream and the cancellation apart from each other.
class ClientThatGoesTest : public ::testing::TestWithParam<bool> {};

TEST_P(ClientThatGoesTest, AbortsTheSink) {
  const bool in_process = GetParam();
  for (int round = 0; round < 50; ++round) {
    Fate fate;
    EchoServer server(CollectingWith(fate));
    auto channel = in_process ? server.server().InProcessChannel() : MakeChannel(server.server().address());
    auto stub = testing::EchoService::NewStub(channel);
    grpc::ClientContext context;
    EchoResponse response;
    auto writer = stub->Collect(&context, &response);
    ASSERT_TRUE(writer->Write(Text("a")));
    fate.first_message.get_future().wait();
    context.TryCancel();
    EXPECT_THAT(FromGrpcStatus(writer->Finish()), StatusIs(absl::StatusCode::kCancelled));
    EXPECT_FALSE(fate.destroyed.get_future().get());
  }
}

INSTANTIATE_TEST_SUITE_P(Channels, ClientThatGoesTest, ::testing::Bool());

}  // namespace
}  // namespace karvan::rpc
