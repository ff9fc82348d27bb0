#include "tests/benchmarks/client/load_command.h"

namespace karvan::bench {

LoadOptions LoadOptionsOf(const nlohmann::json& request) {
  return {.callers = request.at("callers"),
          .calls_max = request.at("calls"),
          .time_max = absl::Seconds(request.at("seconds").get<double>()),
          .first_key = request.at("first_key")};
}

}  // namespace karvan::bench
