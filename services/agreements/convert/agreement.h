#pragma once

#include "karvan/agreements/v1/agreement.pb.h"
#include "services/agreements/convert/resource.h"
#include "services/agreements/domain/agreement.h"
#include "services/agreements/domain/field.h"

namespace karvan::agreements {

template <>
struct MessageFor<Agreement> {
  using Type = v1::Agreement;
};

Agreement FromProto(const v1::Agreement& message, const Field& field);
v1::Agreement ToProto(const Agreement& agreement);

}  // namespace karvan::agreements
