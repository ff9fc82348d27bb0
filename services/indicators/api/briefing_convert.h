#pragma once

#include "absl/strings/string_view.h"
#include "karvan/indicators/v1/briefing.pb.h"
#include "services/indicators/domain/briefing/briefing.h"

namespace karvan::indicators {

// With its text in the language. Lists the observations that figures were made of only when they are asked
// for.
v1::Briefing ToProto(const Briefing& briefing, absl::string_view language_code, bool include_lineage);

}  // namespace karvan::indicators
