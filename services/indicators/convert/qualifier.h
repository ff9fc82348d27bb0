#pragma once

#include "karvan/type/v1/qualifier.pb.h"
#include "services/indicators/domain/figure/quoted_figure.h"

namespace karvan::indicators {

// A qualifier that this version does not know reads as none.
Qualifier QualifierFromProto(type::v1::Qualifier qualifier);
type::v1::Qualifier ToProto(Qualifier qualifier);

}  // namespace karvan::indicators
