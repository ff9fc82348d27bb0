#pragma once

#include "services/indicators/domain/indicator/definition.h"

namespace karvan::indicators {

// The field of ComputeIndicatorRequest that carries a parameter.
const char* FieldOf(Parameter parameter);

}  // namespace karvan::indicators
