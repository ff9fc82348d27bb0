#pragma once

#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/task/task.h"
#include "services/platform/task/when_all.h"

namespace karvan::indicators {

// Runs `task` and keeps its value in `result`, which outlives it: tasks of several types then run together
// by Together.
template <typename T>
Task<absl::Status> Into(Task<absl::StatusOr<T>> task, T& result) {
  absl::StatusOr<T> value = co_await std::move(task);
  if (value.ok()) result = *std::move(value);
  co_return value.status();
}

// Runs the tasks side by side; the first error in their order.
inline Task<absl::Status> Together(std::vector<Task<absl::Status>> tasks) {
  auto running = WhenAll(std::move(tasks));
  std::vector<absl::Status> statuses = co_await std::move(running);
  for (absl::Status& status : statuses) {
    if (!status.ok()) co_return std::move(status);
  }
  co_return absl::OkStatus();
}

// Runs tasks of one type side by side: all values, or the first error in their order.
template <typename T>
Task<absl::StatusOr<std::vector<T>>> AllOf(std::vector<Task<absl::StatusOr<T>>> tasks) {
  auto running = WhenAll(std::move(tasks));
  std::vector<absl::StatusOr<T>> results = co_await std::move(running);
  std::vector<T> values;
  for (absl::StatusOr<T>& result : results) {
    if (!result.ok()) co_return result.status();
    values.push_back(*std::move(result));
  }
  co_return values;
}

}  // namespace karvan::indicators
