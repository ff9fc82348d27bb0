#include "services/platform/process/version.h"

namespace karvan::process {

absl::string_view Version() { return KARVAN_VERSION; }

}  // namespace karvan::process
