#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

// gMock matchers for absl::Status and absl::StatusOr:
//   EXPECT_THAT(Parse("x"), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("digits")));
//   EXPECT_THAT(Parse("1"), IsOkAndHolds(Eq(one)));
namespace karvan::testing {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

MATCHER(IsOk, negation ? "is an error" : "is OK") {
  *result_listener << "whose status is " << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

// StatusIs(code): the status code.
MATCHER_P(StatusIs, code, "has status code " + absl::StatusCodeToString(code)) {
  *result_listener << "whose status is " << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code;
}

// StatusIs(code, message matcher): the code, and the message (a text or a matcher of std::string).
MATCHER_P2(StatusIs, code, message,
           "has status code " + absl::StatusCodeToString(code) + " and a message that " +
               ::testing::DescribeMatcher<std::string>(message, negation)) {
  *result_listener << "whose status is " << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code &&
         ::testing::ExplainMatchResult(message, std::string(StatusOf(arg).message()), result_listener);
}

// HasReason("X"): the reason in google.rpc.ErrorInfo.
MATCHER_P(HasReason, reason, "has the error reason " + ::testing::PrintToString(reason)) {
  std::optional<std::string> found = ErrorReason(StatusOf(arg));
  *result_listener << "whose status is " << StatusOf(arg).ToString() << " with reason "
                   << found.value_or("(none)");
  return found.has_value() && *found == std::string(reason);
}

// HasFieldViolation(field, description): some violation in google.rpc.BadRequest matches both (a text or a
// matcher of std::string each).
MATCHER_P2(HasFieldViolation, field, description,
           "has a violation of a field that " + ::testing::DescribeMatcher<std::string>(field, negation) +
               " with a description that " + ::testing::DescribeMatcher<std::string>(description, negation)) {
  *result_listener << "whose status is " << StatusOf(arg).ToString() << " with violations";
  for (const FieldViolation& violation : FieldViolations(StatusOf(arg))) {
    *result_listener << " [" << violation.field << ": " << violation.description << "]";
    if (::testing::Matches(::testing::SafeMatcherCast<const std::string&>(field))(violation.field) &&
        ::testing::Matches(::testing::SafeMatcherCast<const std::string&>(description))(
            violation.description)) {
      return true;
    }
  }
  return false;
}

// IsOkAndHolds(value or matcher): an OK absl::StatusOr whose value matches.
MATCHER_P(IsOkAndHolds, inner, "is OK and holds a matching value") {
  if (!arg.ok()) {
    *result_listener << "whose status is " << arg.status().ToString();
    return false;
  }
  return ::testing::ExplainMatchResult(inner, *arg, result_listener);
}

}  // namespace karvan::testing

#define EXPECT_OK(...) EXPECT_THAT((__VA_ARGS__), ::karvan::testing::IsOk())
#define ASSERT_OK(...) ASSERT_THAT((__VA_ARGS__), ::karvan::testing::IsOk())

// ASSERT_OK_AND_ASSIGN(auto value, expression of type absl::StatusOr<T>);
#define ASSERT_OK_AND_ASSIGN(lhs, ...) \
  ASSERT_OK_AND_ASSIGN_IMPL(KARVAN_STATUS_CONCAT(karvan_assert_, __LINE__), lhs, __VA_ARGS__)
#define ASSERT_OK_AND_ASSIGN_IMPL(temporary, lhs, ...)               \
  auto temporary = (__VA_ARGS__);                                    \
  ASSERT_THAT(temporary, ::karvan::testing::IsOk()) << #__VA_ARGS__; \
  lhs = *std::move(temporary)
