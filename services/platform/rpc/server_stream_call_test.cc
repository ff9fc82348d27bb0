#include "services/platform/rpc/server_stream_call.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
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
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Numbers from 0; `next` may end the stream by nothing or an error.
class Counting : public StreamSource<EchoResponse> {
 public:
  using Next_ = std::function<absl::StatusOr<bool>(int)>;  // whether there is one more

  Counting(Next_ next, std::promise<void>* released) : next_(std::move(next)), released_(released) {}
  ~Counting() override {
    if (released_ != nullptr) released_->set_value();
  }

  absl::StatusOr<std::optional<EchoResponse>> Next() override {
    KARVAN_ASSIGN_OR_RETURN(const bool more, next_(count_));
    if (!more) return std::optional<EchoResponse>();
    EchoResponse response;
    response.set_text(absl::StrCat(count_++));
    return std::optional<EchoResponse>(std::move(response));
  }

 private:
  const Next_ next_;
  std::promise<void>* const released_;
  int count_ = 0;
};

EchoHandlers Streaming(Counting::Next_ next, std::promise<void>* released = nullptr) {
  EchoHandlers handlers;
  handlers.repeat = [next, released](
                        const CallContext&,
                        const EchoRequest&) -> absl::StatusOr<std::unique_ptr<StreamSource<EchoResponse>>> {
    return std::make_unique<Counting>(next, released);
  };
  return handlers;
}

struct Answer {
  std::vector<std::string> texts;
  absl::Status status;
};

Answer ReadAll(EchoServer& server, grpc::ClientContext& context) {
  auto reader = server.stub().Repeat(&context, EchoRequest());
  Answer answer;
  for (EchoResponse response; reader->Read(&response);) answer.texts.push_back(response.text());
  answer.status = FromGrpcStatus(reader->Finish());
  return answer;
}

TEST(ServerStreamCallTest, SendsWhatTheSourceGives) {
  std::promise<void> released;
  EchoServer server(Streaming([](int count) { return count < 3; }, &released));
  grpc::ClientContext context;
  const Answer answer = ReadAll(server, context);
  EXPECT_THAT(answer.status, IsOk());
  EXPECT_THAT(answer.texts, ElementsAre("0", "1", "2"));
  released.get_future().wait();
}

TEST(ServerStreamCallTest, AnErrorOfTheSourceEndsTheStream) {
  EchoServer server(Streaming([](int count) -> absl::StatusOr<bool> {
    if (count == 2) return karvan::Error(absl::StatusCode::kDataLoss, "CORRUPT", "page 2");
    return true;
  }));
  grpc::ClientContext context;
  const Answer answer = ReadAll(server, context);
  EXPECT_THAT(answer.texts, ElementsAre("0", "1"));
  EXPECT_THAT(answer.status, StatusIs(absl::StatusCode::kDataLoss, "page 2"));
  EXPECT_THAT(answer.status, HasReason("CORRUPT"));
}

TEST(ServerStreamCallTest, AnErrorOfOpenEndsTheStream) {
  EchoHandlers handlers;
  handlers.repeat = [](const CallContext&,
                       const EchoRequest&) -> absl::StatusOr<std::unique_ptr<StreamSource<EchoResponse>>> {
    return InvalidField("text", "is not valid");
  };
  EchoServer server(std::move(handlers));
  grpc::ClientContext context;
  const Answer answer = ReadAll(server, context);
  EXPECT_THAT(answer.texts, IsEmpty());
  EXPECT_THAT(answer.status, HasReason("INVALID_FIELD"));
}

TEST(ServerStreamCallTest, PermissionComesFirst) {
  EchoHandlers handlers;
  handlers.repeat = [](const CallContext&,
                       const EchoRequest&) -> absl::StatusOr<std::unique_ptr<StreamSource<EchoResponse>>> {
    ADD_FAILURE() << "the handler was called";
    return absl::InternalError("called");
  };
  EchoServer server(std::move(handlers), {.identity = {"stranger", {}}});
  grpc::ClientContext context;
  EXPECT_THAT(ReadAll(server, context).status, HasReason("PERMISSION_DENIED"));
}

TEST(ServerStreamCallTest, AClientThatGoesReleasesTheSource) {
  std::promise<void> released;
  EchoServer server(Streaming([](int) { return true; }, &released));  // without end
  grpc::ClientContext context;
  auto reader = server.stub().Repeat(&context, EchoRequest());
  EchoResponse response;
  ASSERT_TRUE(reader->Read(&response));
  context.TryCancel();
  EXPECT_THAT(FromGrpcStatus(reader->Finish()), StatusIs(absl::StatusCode::kCancelled));
  released.get_future().wait();
}

TEST(ServerStreamCallTest, ADeadlineReleasesTheSource) {
  std::promise<void> released;
  EchoServer server(Streaming([](int) { return true; }, &released));
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Milliseconds(50)));
  EXPECT_THAT(ReadAll(server, context).status, StatusIs(absl::StatusCode::kDeadlineExceeded));
  released.get_future().wait();
}

// A reader that does not read holds the source back: it is not asked for what nobody takes.
TEST(ServerStreamCallTest, OneWriteIsInFlight) {
  std::atomic<int> made{0};
  std::promise<void> released;
  EchoServer server(Streaming(
      [&](int count) {
        made = count + 1;
        return true;
      },
      &released));
  grpc::ClientContext context;
  auto reader = server.stub().Repeat(&context, EchoRequest());
  EchoResponse response;
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(reader->Read(&response));
    EXPECT_LE(made, i + 10);  // a few are buffered on the way
  }
  context.TryCancel();
  reader->Finish();
  released.get_future().wait();
}

}  // namespace
}  // namespace karvan::rpc
