#include "services/indicators/api/unknown_resource.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"

namespace karvan::indicators {

absl::Status DatasetUnknown(absl::string_view name) {
  return Error(absl::StatusCode::kNotFound, "DATASET_UNKNOWN", absl::StrCat("no dataset \"", name, "\""),
               {{"dataset", std::string(name)}});
}

absl::Status ClaimUnknown(absl::string_view name) {
  return Error(absl::StatusCode::kNotFound, "CLAIM_UNKNOWN", absl::StrCat("no claim \"", name, "\""),
               {{"claim", std::string(name)}});
}

}  // namespace karvan::indicators
