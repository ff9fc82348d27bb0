#pragma once

#include "karvan/agreements/v1/target.pb.h"
#include "services/agreements/convert/resource.h"
#include "services/agreements/domain/field.h"
#include "services/agreements/domain/target.h"

namespace karvan::agreements {

template <>
struct MessageFor<Target> {
  using Type = v1::Target;
};

Target FromProto(const v1::Target& message, const Field& field);
v1::Target ToProto(const Target& target);

}  // namespace karvan::agreements
