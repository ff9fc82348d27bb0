#include "tests/benchmarks/client/measurement.h"

#include <algorithm>
#include <string>

namespace karvan::bench {
namespace {

// The least latency that `percent` of the calls did not exceed; reorders them.
double PercentileMicroseconds(std::vector<absl::Duration>& latencies, int percent) {
  const auto nth = latencies.begin() + static_cast<std::ptrdiff_t>((latencies.size() - 1) * percent / 100);
  std::nth_element(latencies.begin(), nth, latencies.end());
  return absl::ToDoubleMicroseconds(*nth);
}

}  // namespace

void Observed::Add(absl::Duration latency, const Reply& reply) {
  latencies.push_back(latency);
  total.rows += reply.rows;
  total.checksum += reply.checksum;
}

nlohmann::json Summary(const std::vector<Observed>& callers, absl::Duration elapsed) {
  Observed all;
  for (const Observed& caller : callers) {
    all.latencies.insert(all.latencies.end(), caller.latencies.begin(), caller.latencies.end());
    all.total.rows += caller.total.rows;
    all.total.checksum += caller.total.checksum;
  }
  const double seconds = absl::ToDoubleSeconds(elapsed);
  return {{"calls", all.latencies.size()},
          {"seconds", seconds},
          {"calls_per_second", static_cast<double>(all.latencies.size()) / seconds},
          {"p50_us", PercentileMicroseconds(all.latencies, 50)},
          {"p99_us", PercentileMicroseconds(all.latencies, 99)},
          {"rows", all.total.rows},
          {"checksum", std::to_string(all.total.checksum)}};
}

}  // namespace karvan::bench
