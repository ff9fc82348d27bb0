#pragma once

#include <string>

#include "services/cli/seed/load_observer.h"
#include "services/platform/log/log.h"

namespace karvan::cli {

// Logs the rows of a seed that cannot be read, and nothing of what goes well.
class LogObserver final : public LoadObserver {
 public:
  void OnOutcome(Outcome, const std::string&, const std::string&) override {}
  void OnProgress(const std::string&, int64_t, int64_t) override {}
  void OnProblems(const std::string& file_name,
                  const statistics::v1::ImportObservationsResponse& answer) override {
    for (const statistics::v1::ImportProblem& problem : answer.problems()) {
      log::Error("row of the seed cannot be read", {{"file", file_name},
                                                    {"line", problem.line()},
                                                    {"column", problem.column()},
                                                    {"value", problem.value()},
                                                    {"reason", problem.message()}});
    }
  }
};

}  // namespace karvan::cli
