#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace karvan::indicators {

google::protobuf::Timestamp ToProto(absl::Time time);

// INVALID_ARGUMENT, for the caller to put to a field, when it is not a timestamp of the years 1 to 9999.
absl::StatusOr<absl::Time> TimeFromProto(const google::protobuf::Timestamp& timestamp);

}  // namespace karvan::indicators
