#pragma once

#include "absl/strings/string_view.h"
#include "karvan/statistics/v1/release_scope.pb.h"
#include "services/platform/status/error.h"
#include "services/statistics/domain/scope.h"

namespace karvan::statistics {

// The periods are those of the first and the last month.
v1::ReleaseScope ToProto(const Scope& scope);

// The scope that a caller means. Adds a violation under `path` for each entry that is not a code or a period,
// for a list that is too long, and for periods that end before they begin.
Scope FromProto(const v1::ReleaseScope& proto, absl::string_view path, Violations& violations);

}  // namespace karvan::statistics
