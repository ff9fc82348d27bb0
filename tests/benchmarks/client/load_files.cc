#include "tests/benchmarks/client/load_files.h"

#include <chrono>
#include <deque>
#include <future>

#include "services/platform/status/macros.h"

namespace karvan::bench {

absl::StatusOr<double> LoadFiles(size_t files, size_t at_once, const LoadStep& load,
                                 const LoadStep& publish) {
  const auto start = std::chrono::steady_clock::now();
  std::deque<std::future<absl::Status>> loading;  // ends its threads when it is destroyed
  size_t next = 0;
  for (size_t file = 0; file < files; ++file) {
    for (; next < files && next < file + at_once; ++next) {
      loading.push_back(std::async(std::launch::async, load, next));
    }
    KARVAN_RETURN_IF_ERROR(loading.front().get());
    loading.pop_front();
    KARVAN_RETURN_IF_ERROR(publish(file));
  }
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  return elapsed.count();
}

}  // namespace karvan::bench
