#include "services/statistics/api/write_requests.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"

namespace karvan::statistics {
namespace {

constexpr size_t kMaxRequestIdLength = 64;

}  // namespace

absl::Status CheckRequestId(absl::string_view request_id) {
  const bool printable = std::all_of(request_id.begin(), request_id.end(), absl::ascii_isprint);
  if (printable && request_id.size() <= kMaxRequestIdLength) return absl::OkStatus();
  return InvalidField("request_id", absl::StrCat("must be at most ", kMaxRequestIdLength,
                                                 " printable ASCII characters; a UUID is advised"));
}

}  // namespace karvan::statistics
