#pragma once

#include "absl/strings/string_view.h"
#include "karvan/statistics/v1/observation.pb.h"
#include "services/statistics/domain/observation.h"

namespace karvan::statistics {

v1::SeriesKey ToProto(const SeriesKey& series);

// The series that a caller names; parts that are left out are the defaults.
SeriesKey FromProto(const v1::SeriesKey& proto);

// A cell of `dataset`.
v1::Observation ToProto(const VersionedObservation& cell, absl::string_view dataset);

// "CIF", "FOB" or empty.
const char* ToProto(Valuation valuation);

karvan::type::v1::Qualifier ToProto(Qualifier qualifier);

}  // namespace karvan::statistics
