#pragma once

#include "karvan/agreements/v1/forum.pb.h"
#include "services/agreements/convert/resource.h"
#include "services/agreements/domain/field.h"
#include "services/agreements/domain/forum.h"

namespace karvan::agreements {

template <>
struct MessageFor<Forum> {
  using Type = v1::Forum;
};

Forum FromProto(const v1::Forum& message, const Field& field);
v1::Forum ToProto(const Forum& forum);

}  // namespace karvan::agreements
