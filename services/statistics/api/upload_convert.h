#pragma once

#include "absl/strings/string_view.h"
#include "karvan/statistics/v1/upload.pb.h"
#include "services/platform/status/error.h"
#include "services/statistics/domain/upload.h"

namespace karvan::statistics {

v1::Upload ToProto(const Upload& upload);

// What a caller says of a new upload. Adds a violation under `path` for each field that is not allowed.
Upload FromProto(const v1::Upload& proto, absl::string_view path, Violations& violations);

}  // namespace karvan::statistics
