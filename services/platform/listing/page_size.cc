#include "services/platform/listing/page_size.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"

namespace karvan::listing {

absl::StatusOr<int> PageSize(int32_t requested, int default_size, int max_size) {
  if (requested < 0) {
    return InvalidField("page_size", absl::StrCat("\"", requested, "\" is negative; give 1 to ", max_size,
                                                  ", or 0 for ", default_size));
  }
  return requested == 0 ? default_size : std::min<int>(requested, max_size);
}

}  // namespace karvan::listing
