#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "karvan/statistics/v1/release_service.pb.h"

namespace karvan::cli {

// What became of one thing of a seed folder.
enum class Outcome {
  kCreated,
  kUpdated,
  kUnchanged,
  kPublished,  // a release
  kSkipped,    // a release that was published before
  kAbandoned,  // a draft left behind by an interrupted load
  kLeft,       // differs and cannot be changed, or is deleted: reported only
};

// "created", "updated", ...
absl::string_view OutcomeName(Outcome outcome);

// Is told how a load goes on, from the thread that loads.
class LoadObserver {
 public:
  virtual ~LoadObserver() = default;

  // `name` is a resource name, or for a release its dataset and description; `note` may be empty.
  virtual void OnOutcome(Outcome outcome, const std::string& name, const std::string& note) = 0;

  // `sent` of `total` bytes of a data file have gone out.
  virtual void OnProgress(const std::string& file_name, int64_t sent, int64_t total) = 0;

  // Rows of a file could not be read; the load ends with an error.
  virtual void OnProblems(const std::string& file_name,
                          const statistics::v1::ImportObservationsResponse& answer) = 0;
};

}  // namespace karvan::cli
