#pragma once

#include "karvan/statistics/v1/dataset.pb.h"
#include "services/platform/status/error.h"
#include "services/statistics/domain/dataset.h"

namespace karvan::statistics {

v1::Dataset ToProto(const Dataset& dataset);

// What a caller says of a dataset: all but its name and the output fields. Adds a violation under `path` for
// each enum that is not known; the rest is for CheckDataset.
Dataset FromProto(const v1::Dataset& proto, absl::string_view path, Violations& violations);

}  // namespace karvan::statistics
