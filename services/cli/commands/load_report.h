#pragma once

#include <map>
#include <string>

#include "services/cli/render/table.h"
#include "services/cli/seed/load_observer.h"
#include "services/cli/session.h"

namespace karvan::cli {

// Tells a load: a line for everything that changed and a count of the rest on stdout, in JSON or CSV a row
// for everything; rows that cannot be read and, on a terminal, a progress bar on stderr.
class LoadReport : public LoadObserver {
 public:
  explicit LoadReport(const Session& session);

  void OnOutcome(Outcome outcome, const std::string& name, const std::string& note) override;
  void OnProgress(const std::string& file_name, int64_t sent, int64_t total) override;
  void OnProblems(const std::string& file_name,
                  const statistics::v1::ImportObservationsResponse& answer) override;

  // Prints the sum. To be called once, at the end.
  void Finish();

 private:
  void ClearProgress();

  const Session& session_;
  std::map<Outcome, int> counts_;
  Table rows_;
  bool progress_shown_ = false;
};

}  // namespace karvan::cli
