#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/field_mask.pb.h"
#include "karvan/statistics/v1/planned_release.pb.h"
#include "services/platform/status/error.h"
#include "services/statistics/domain/planned_release.h"

namespace karvan::statistics {

// `now` tells whether it is late.
v1::PlannedRelease ToProto(const PlannedRelease& planned, absl::Time now);

// The fields of `proto` that the mask names; those that are set, when it is empty. Adds a violation under
// "planned_release" or on "update_mask" for each that is not allowed.
PlannedReleaseChange ChangeFromProto(const v1::PlannedRelease& proto, const google::protobuf::FieldMask& mask,
                                     Violations& violations);

}  // namespace karvan::statistics
