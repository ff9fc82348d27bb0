#pragma once

#include "karvan/agreements/v1/party.pb.h"
#include "services/agreements/convert/resource.h"
#include "services/agreements/domain/field.h"
#include "services/agreements/domain/party.h"

namespace karvan::agreements {

template <>
struct MessageFor<Party> {
  using Type = v1::Party;
};

Party FromProto(const v1::Party& message, const Field& field);
v1::Party ToProto(const Party& party);

}  // namespace karvan::agreements
