#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"
#include "services/platform/status/error.h"
#include "services/statistics/domain/observation_filter.h"

namespace karvan::statistics {

using CodeEntries = google::protobuf::RepeatedPtrField<std::string>;

// The codes that a list of a filter means: codes ("850110"), prefixes ("85*"), ranges ("01..24") and "*",
// which is any. `check` tells whether a text is a code of this kind. Adds a violation under `field` for each
// entry that is none of these.
CodeSet ParseCodeEntries(const CodeEntries& entries, absl::string_view field,
                         absl::Status (*check)(absl::string_view), Violations& violations);

}  // namespace karvan::statistics
