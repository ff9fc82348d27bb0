#pragma once

#include <string>

#include "services/indicators/domain/briefing/briefing.h"

namespace karvan::indicators {

// The briefing in English, for reading: plain text, lines of at most 100 columns, ending with a newline.
std::string BriefingText(const Briefing& briefing);

}  // namespace karvan::indicators
