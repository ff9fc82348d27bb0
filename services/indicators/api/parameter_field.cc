#include "services/indicators/api/parameter_field.h"

namespace karvan::indicators {

const char* FieldOf(Parameter parameter) {
  switch (parameter) {
    case Parameter::kPeriod:
      return "period";
    case Parameter::kFlow:
      return "flow";
    case Parameter::kGrowth:
      return "growth";
    case Parameter::kTargetValue:
      return "target_value";
    case Parameter::kDeadline:
      return "deadline";
  }
  return "";
}

}  // namespace karvan::indicators
