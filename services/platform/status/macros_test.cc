#include "services/platform/status/macros.h"

#include <gtest/gtest.h>

#include <coroutine>
#include <memory>
#include <string>
#include <utility>

#include "services/platform/status/testing/matchers.h"

namespace karvan {
namespace {

using testing::IsOkAndHolds;
using testing::StatusIs;

absl::StatusOr<int> Half(int n) {
  if (n % 2 != 0) return absl::InvalidArgumentError("odd");
  return n / 2;
}

absl::StatusOr<int> Quarter(int n) {
  KARVAN_ASSIGN_OR_RETURN(int half, Half(n));
  int quarter = 0;
  KARVAN_ASSIGN_OR_RETURN(quarter, Half(half));
  return quarter;
}

TEST(AssignOrReturnTest, AssignsOrReturnsTheError) {
  EXPECT_THAT(Quarter(12), IsOkAndHolds(3));
  EXPECT_THAT(Quarter(6), StatusIs(absl::StatusCode::kInvalidArgument, "odd"));
  EXPECT_THAT(Quarter(7), StatusIs(absl::StatusCode::kInvalidArgument, "odd"));
}

TEST(AssignOrReturnTest, TakesCommasAndMoves) {
  auto function = []() -> absl::StatusOr<std::unique_ptr<std::pair<int, int>>> {
    KARVAN_ASSIGN_OR_RETURN(auto pair, absl::StatusOr<std::unique_ptr<std::pair<int, int>>>(
                                           std::make_unique<std::pair<int, int>>(1, 2)));
    return pair;
  };
  EXPECT_EQ(function().value()->second, 2);
}

absl::Status CheckBoth(const absl::Status& first, const absl::Status& second) {
  KARVAN_RETURN_IF_ERROR(first);
  KARVAN_RETURN_IF_ERROR(second);
  return absl::UnknownError("reached the end");
}

TEST(ReturnIfErrorTest, ReturnsTheFirstError) {
  EXPECT_EQ(CheckBoth(absl::OkStatus(), absl::OkStatus()), absl::UnknownError("reached the end"));
  EXPECT_EQ(CheckBoth(absl::AbortedError("a"), absl::DataLossError("b")), absl::AbortedError("a"));
  EXPECT_EQ(CheckBoth(absl::OkStatus(), absl::DataLossError("b")), absl::DataLossError("b"));
}

TEST(ReturnIfErrorTest, EvaluatesOnceAndNestsInIf) {
  int evaluated = 0;
  auto next = [&evaluated]() -> absl::Status {
    ++evaluated;
    return absl::OkStatus();
  };
  auto function = [&](bool first) -> absl::StatusOr<std::string> {
    if (first)
      KARVAN_RETURN_IF_ERROR(next());
    else
      KARVAN_RETURN_IF_ERROR(absl::AbortedError("else"));
    return std::string("end");
  };
  EXPECT_THAT(function(true), IsOkAndHolds("end"));
  EXPECT_THAT(function(false), StatusIs(absl::StatusCode::kAborted));
  EXPECT_EQ(evaluated, 1);
}

// A coroutine that runs at once and leaves its result with the caller.
struct Eager {
  struct promise_type {
    absl::StatusOr<int> result;
    Eager get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(absl::StatusOr<int> value) { result = std::move(value); }
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
};

absl::StatusOr<int> ResultOf(Eager coroutine) {
  absl::StatusOr<int> result = coroutine.handle.promise().result;
  coroutine.handle.destroy();
  return result;
}

Eager QuarterCoroutine(int n) {
  KARVAN_CO_RETURN_IF_ERROR(Half(n).status());
  KARVAN_CO_ASSIGN_OR_RETURN(int half, Half(n));
  KARVAN_CO_ASSIGN_OR_RETURN(int quarter, Half(half));
  co_return quarter;
}

TEST(CoroutineMacrosTest, AssignOrReturn) {
  EXPECT_THAT(ResultOf(QuarterCoroutine(20)), IsOkAndHolds(5));
  EXPECT_THAT(ResultOf(QuarterCoroutine(10)), StatusIs(absl::StatusCode::kInvalidArgument, "odd"));
  EXPECT_THAT(ResultOf(QuarterCoroutine(5)), StatusIs(absl::StatusCode::kInvalidArgument, "odd"));
}

}  // namespace
}  // namespace karvan
