#include "services/platform/rpc/watch_call.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "services/platform/rpc/testing/echo_server.h"
#include "services/platform/status/error.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/testing/matchers.h"
#include "services/platform/sync/mutex.h"

namespace karvan::rpc {
namespace {

using karvan::testing::HasReason;
using karvan::testing::StatusIs;
using testing::EchoHandlers;
using testing::EchoRequest;
using testing::EchoResponse;
using testing::EchoServer;

// What happens, and the watches of it.
class Events {
 public:
  void Add(std::string text) {
    MutexLock lock(&mutex_);
    texts_.push_back(std::move(text));
  }
  std::optional<std::string> At(size_t place) {
    ++polls;
    MutexLock lock(&mutex_);
    if (place >= texts_.size()) return std::nullopt;
    return texts_[place];
  }

  std::atomic<int> polls{0};
  std::atomic<int> released{0};

 private:
  Mutex mutex_;
  std::vector<std::string> texts_ ABSL_GUARDED_BY(mutex_);
};

class Watcher final : public WatchSource<EchoResponse> {
 public:
  explicit Watcher(Events& events) : events_(events) {}
  ~Watcher() override { ++events_.released; }

  absl::StatusOr<std::optional<EchoResponse>> Poll() override {
    std::optional<std::string> text = events_.At(place_);
    if (!text) return std::nullopt;
    if (*text == "error") return karvan::Error(absl::StatusCode::kDataLoss, "CORRUPT", "page 2");
    ++place_;
    EchoResponse response;
    response.set_text(*text);
    return response;
  }

 private:
  Events& events_;
  size_t place_ = 0;
};

EchoHandlers Watching(Events& events) {
  EchoHandlers handlers;
  handlers.watch =
      [&events](const CallContext&,
                const EchoRequest& request) -> absl::StatusOr<std::unique_ptr<WatchSource<EchoResponse>>> {
    if (request.text() == "bad") return InvalidField("text", "is not valid");
    return std::make_unique<Watcher>(events);
  };
  return handlers;
}

TEST(WatchCallTest, SendsWhatHappensWhenItHappens) {
  Events events;
  events.Add("before");
  EchoServer server(Watching(events));
  grpc::ClientContext context;
  auto reader = server.stub().Repeat(&context, EchoRequest());
  EchoResponse response;
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_EQ(response.text(), "before");
  for (const char* text : {"one", "two", "three"}) {
    events.Add(text);
    ASSERT_TRUE(reader->Read(&response));
    EXPECT_EQ(response.text(), text);
  }
  events.Add("error");
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_THAT(FromGrpcStatus(reader->Finish()), HasReason("CORRUPT"));
  EXPECT_EQ(events.released, 1);
}

TEST(WatchCallTest, AnErrorOfOpenEndsTheStream) {
  Events events;
  EchoServer server(Watching(events));
  grpc::ClientContext context;
  EchoRequest request;
  request.set_text("bad");
  auto reader = server.stub().Repeat(&context, request);
  EchoResponse response;
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_THAT(FromGrpcStatus(reader->Finish()), HasReason("INVALID_FIELD"));
}

// Far more of them than there are threads, and other calls go on.
TEST(WatchCallTest, HoldsNoThreadWhileItWaits) {
  Events events;
  EchoHandlers handlers = Watching(events);
  handlers.echo = [](const CallContext&, const EchoRequest& request) -> absl::StatusOr<EchoResponse> {
    EchoResponse response;
    response.set_text(request.text());
    return response;
  };
  EchoServer server(std::move(handlers), {.threads = 1});
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::unique_ptr<grpc::ClientReader<EchoResponse>>> readers;
  for (int i = 0; i < 20; ++i) {
    contexts.push_back(std::make_unique<grpc::ClientContext>());
    readers.push_back(server.stub().Repeat(contexts.back().get(), EchoRequest()));
  }
  grpc::ClientContext context;
  EchoRequest request;
  request.set_text("x");
  EchoResponse response;
  EXPECT_OK(FromGrpcStatus(server.stub().Echo(&context, request, &response)));
  events.Add("now");
  for (auto& reader : readers) {
    ASSERT_TRUE(reader->Read(&response));
    EXPECT_EQ(response.text(), "now");
  }
  for (auto& one : contexts) one->TryCancel();
  for (auto& reader : readers) {
    EXPECT_THAT(FromGrpcStatus(reader->Finish()), StatusIs(absl::StatusCode::kCancelled));
  }
  server.server().Stop();
  EXPECT_EQ(events.released, 20);
}

TEST(WatchCallTest, ADeadlineEndsIt) {
  Events events;
  EchoServer server(Watching(events));
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Milliseconds(50)));
  auto reader = server.stub().Repeat(&context, EchoRequest());
  EchoResponse response;
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_THAT(FromGrpcStatus(reader->Finish()), StatusIs(absl::StatusCode::kDeadlineExceeded));
}

// A server that stops does not wait for what has no end.
TEST(WatchCallTest, AServerThatStopsEndsIt) {
  Events events;
  EchoServer server(Watching(events), {.server = {.drain_timeout = absl::Hours(1)}});
  auto channel = grpc::CreateChannel(server.server().address(), grpc::InsecureChannelCredentials());
  auto stub = testing::EchoService::NewStub(channel);
  grpc::ClientContext context;
  events.Add("first");
  auto reader = stub->Repeat(&context, EchoRequest());
  EchoResponse response;
  ASSERT_TRUE(reader->Read(&response));
  server.server().Stop();
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_THAT(FromGrpcStatus(reader->Finish()), StatusIs(absl::StatusCode::kUnavailable));
}

}  // namespace
}  // namespace karvan::rpc
