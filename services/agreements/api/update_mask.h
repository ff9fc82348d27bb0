#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"

namespace karvan::agreements {

// The fields that an update changes (AIP-134): those that the mask names, all for "*", and those set in
// `resource` when it is empty. Only whole fields of the resource; those that a caller cannot change (the name
// and what is OUTPUT_ONLY in the contract) are left out. INVALID_FIELD on update_mask for any other path, and
// when no field is left to change.
absl::StatusOr<std::vector<const google::protobuf::FieldDescriptor*>> FieldsToUpdate(
    const google::protobuf::FieldMask& mask, const google::protobuf::Message& resource);

// Makes these fields of `target` those of `source`, which is of the same type; not set there is not set here.
void CopyFields(const google::protobuf::Message& source,
                const std::vector<const google::protobuf::FieldDescriptor*>& fields,
                google::protobuf::Message& target);

}  // namespace karvan::agreements
