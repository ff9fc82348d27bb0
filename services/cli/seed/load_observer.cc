#include "services/cli/seed/load_observer.h"

namespace karvan::cli {

absl::string_view OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kCreated:
      return "created";
    case Outcome::kUpdated:
      return "updated";
    case Outcome::kUnchanged:
      return "unchanged";
    case Outcome::kPublished:
      return "published";
    case Outcome::kSkipped:
      return "skipped";
    case Outcome::kAbandoned:
      return "abandoned";
    case Outcome::kLeft:
      return "left";
  }
  return "";
}

}  // namespace karvan::cli
