#include <atomic>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/cli/suite/proxy_server.h"
#include "services/platform/rpc/testing/echo_server.h"
#include "services/platform/status/error.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::cli {
namespace {

using ::karvan::testing::HasFieldViolation;
using rpc::testing::EchoRequest;
using rpc::testing::EchoResponse;
using rpc::testing::EchoServer;
using ::testing::ElementsAre;

// Gives the text of a request `count` times.
class Repeater final : public rpc::StreamSource<EchoResponse> {
 public:
  explicit Repeater(const EchoRequest& request) : request_(request) {}
  absl::StatusOr<std::optional<EchoResponse>> Next() override {
    if (given_++ == request_.count()) return std::nullopt;
    EchoResponse response;
    response.set_text(request_.text());
    return response;
  }

 private:
  const EchoRequest request_;
  int given_ = 0;
};

// Joins all texts. `finished` counts the streams that came to their end.
class Joiner final : public rpc::StreamSink<EchoRequest, EchoResponse> {
 public:
  explicit Joiner(std::atomic<int>& finished) : finished_(finished) {}

  absl::Status OnMessage(EchoRequest message) override {
    joined_.set_text(joined_.text() + message.text());
    return absl::OkStatus();
  }
  absl::StatusOr<EchoResponse> Finish() override {
    ++finished_;
    return joined_;
  }

 private:
  std::atomic<int>& finished_;
  EchoResponse joined_;
};

// An echo server that says `name` before everything it gives back.
std::unique_ptr<EchoServer> NamedServer(const std::string& name, std::atomic<int>& finished) {
  rpc::testing::EchoHandlers handlers;
  handlers.echo = [name](const rpc::CallContext&,
                         const EchoRequest& request) -> absl::StatusOr<EchoResponse> {
    if (request.text().empty()) return InvalidField("text", "must not be empty");
    EchoResponse response;
    response.set_text(name + request.text());
    return response;
  };
  handlers.repeat = [](const rpc::CallContext&, const EchoRequest& request) {
    return std::make_unique<Repeater>(request);
  };
  handlers.collect = [&finished](const rpc::CallContext&) { return std::make_unique<Joiner>(finished); };
  return std::make_unique<EchoServer>(std::move(handlers));
}

std::shared_ptr<ProxyBackend> BackendOf(EchoServer& server) {
  return std::make_shared<ProxyBackend>(server.server().InProcessChannel());
}

class ProxyTest : public ::testing::Test {
 protected:
  ProxyTest() : server_(NamedServer("one ", finished_)), backend_(BackendOf(*server_)) {
    auto proxy = ProxyServer::Start("127.0.0.1:0", backend_);
    EXPECT_OK(proxy);
    proxy_ = *std::move(proxy);
    channel_ = grpc::CreateChannel(proxy_->address(), grpc::InsecureChannelCredentials());
    stub_ = rpc::testing::EchoService::NewStub(channel_);
  }

  absl::StatusOr<std::string> Echo(const std::string& text) {
    grpc::ClientContext context;
    EchoRequest request;
    request.set_text(text);
    EchoResponse response;
    grpc::Status status = stub_->Echo(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response.text();
  }

  std::atomic<int> finished_{0};  // client streams that came to their end
  std::unique_ptr<EchoServer> server_;
  std::shared_ptr<ProxyBackend> backend_;
  std::unique_ptr<ProxyServer> proxy_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<rpc::testing::EchoService::Stub> stub_;
};

TEST_F(ProxyTest, CarriesAUnaryCall) {
  auto text = Echo("hello");
  ASSERT_OK(text);
  EXPECT_EQ(*text, "one hello");
}

TEST_F(ProxyTest, CarriesAnErrorWithItsDetails) {
  auto text = Echo("");
  EXPECT_EQ(text.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(text, HasFieldViolation("text", "must not be empty"));
}

TEST_F(ProxyTest, CarriesStreams) {
  grpc::ClientContext repeat_context;
  EchoRequest request;
  request.set_text("x");
  request.set_count(3);
  auto reader = stub_->Repeat(&repeat_context, request);
  std::vector<std::string> texts;
  for (EchoResponse response; reader->Read(&response);) texts.push_back(response.text());
  EXPECT_OK(FromGrpcStatus(reader->Finish()));
  EXPECT_THAT(texts, ElementsAre("x", "x", "x"));

  grpc::ClientContext collect_context;
  EchoResponse joined;
  auto writer = stub_->Collect(&collect_context, &joined);
  for (const char* part : {"a", "b", "c"}) {
    request.set_text(part);
    EXPECT_TRUE(writer->Write(request));
  }
  writer->WritesDone();
  EXPECT_OK(FromGrpcStatus(writer->Finish()));
  EXPECT_EQ(joined.text(), "abc");
}

TEST_F(ProxyTest, CarriesAnUnknownMethod) {
  auto careless = rpc::testing::CarelessService::NewStub(channel_);
  grpc::ClientContext context;
  EchoResponse response;
  EXPECT_EQ(careless->Careless(&context, {}, &response).error_code(), grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(ProxyTest, CarriesACancellation) {
  grpc::ClientContext context;
  EchoResponse response;
  auto writer = stub_->Collect(&context, &response);
  EXPECT_TRUE(writer->Write({}));
  context.TryCancel();
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
  backend_->WaitUntilIdle(absl::Seconds(20));
}

// A part must not pass for the whole.
TEST_F(ProxyTest, AClientThatVanishesDoesNotEndItsStream) {
  for (int messages : {0, 1, 3}) {
    for (int time = 0; time < 100; ++time) {
      grpc::ClientContext context;
      EchoResponse response;
      auto writer = stub_->Collect(&context, &response);
      for (int i = 0; i < messages; ++i) EXPECT_TRUE(writer->Write({}));
      context.TryCancel();
      EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
    }
  }
  backend_->WaitUntilIdle(absl::Seconds(20));
  EXPECT_EQ(finished_, 0);
}

TEST_F(ProxyTest, ReplacesTheBackendWhileACallIsUnderWay) {
  grpc::ClientContext context;
  EchoResponse joined;
  auto writer = stub_->Collect(&context, &joined);
  EchoRequest request;
  request.set_text("old");
  EXPECT_TRUE(writer->Write(request));
  ASSERT_OK(Echo("x"));  // the call above has reached the backend by now

  std::unique_ptr<EchoServer> other = NamedServer("two ", finished_);
  EXPECT_EQ(proxy_->Replace(BackendOf(*other)), backend_);
  auto text = Echo("hello");
  ASSERT_OK(text);
  EXPECT_EQ(*text, "two hello");

  writer->WritesDone();
  EXPECT_OK(FromGrpcStatus(writer->Finish()));
  EXPECT_EQ(joined.text(), "old");
  backend_->WaitUntilIdle(absl::Seconds(20));
  server_.reset();
  ASSERT_OK(Echo("still"));
  proxy_->Stop();  // before `other`, to which it sends
}

TEST(ProxyServer, AnAddressThatCannotBeBound) {
  std::atomic<int> finished{0};
  std::unique_ptr<EchoServer> server = NamedServer("", finished);
  EXPECT_EQ(ProxyServer::Start("nonsense", BackendOf(*server)).status().code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace karvan::cli
