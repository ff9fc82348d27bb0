#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Early return on an absl::Status or absl::StatusOr that is not OK. The CO_ forms are for coroutines.

#define KARVAN_STATUS_CONCAT_INNER(a, b) a##b
#define KARVAN_STATUS_CONCAT(a, b) KARVAN_STATUS_CONCAT_INNER(a, b)

#define KARVAN_RETURN_IF_ERROR_IMPL(return_keyword, ...)                               \
  do {                                                                                 \
    if (absl::Status karvan_status_or_ok = (__VA_ARGS__); !karvan_status_or_ok.ok()) { \
      return_keyword karvan_status_or_ok;                                              \
    }                                                                                  \
  } while (false)

#define KARVAN_ASSIGN_OR_RETURN_IMPL(return_keyword, temporary, lhs, ...) \
  auto temporary = (__VA_ARGS__);                                         \
  if (!temporary.ok()) {                                                  \
    return_keyword std::move(temporary).status();                         \
  }                                                                       \
  lhs = *std::move(temporary)

// KARVAN_RETURN_IF_ERROR(expression of type absl::Status);
#define KARVAN_RETURN_IF_ERROR(...) KARVAN_RETURN_IF_ERROR_IMPL(return, __VA_ARGS__)
#define KARVAN_CO_RETURN_IF_ERROR(...) KARVAN_RETURN_IF_ERROR_IMPL(co_return, __VA_ARGS__)

// KARVAN_ASSIGN_OR_RETURN(auto value, expression of type absl::StatusOr<T>);
// It is two statements: it needs braces after an if.
#define KARVAN_ASSIGN_OR_RETURN(lhs, ...) \
  KARVAN_ASSIGN_OR_RETURN_IMPL(return, KARVAN_STATUS_CONCAT(karvan_status_or_, __LINE__), lhs, __VA_ARGS__)
#define KARVAN_CO_ASSIGN_OR_RETURN(lhs, ...) \
  KARVAN_ASSIGN_OR_RETURN_IMPL(co_return, KARVAN_STATUS_CONCAT(karvan_status_or_, __LINE__), lhs, __VA_ARGS__)
