#pragma once

#include "karvan/agreements/v1/claim.pb.h"
#include "services/agreements/convert/resource.h"
#include "services/agreements/domain/claim.h"
#include "services/agreements/domain/field.h"

namespace karvan::agreements {

template <>
struct MessageFor<Claim> {
  using Type = v1::Claim;
};

Claim FromProto(const v1::Claim& message, const Field& field);
v1::Claim ToProto(const Claim& claim);

}  // namespace karvan::agreements
