#include "services/cli/render/error_text.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"

namespace karvan::cli {

std::string ErrorText(const absl::Status& status, const std::string& address) {
  std::string text = absl::StrCat("karvan: ", status.message(), "\n");
  absl::StrAppend(&text, "  ", absl::StatusCodeToString(status.code()));
  std::optional<std::string> reason = ErrorReason(status);
  if (reason) absl::StrAppend(&text, ", ", *reason);
  absl::StrAppend(&text, "\n");
  for (const FieldViolation& violation : FieldViolations(status)) {
    absl::StrAppend(&text, "  ", violation.field, ": ", violation.description, "\n");
  }
  if (absl::IsUnavailable(status) && !reason) {
    absl::StrAppend(&text, "  No suite answered at ", address,
                    ". `karvan serve` starts one; --address or KARVAN_ADDRESS says where it is.\n");
  }
  return text;
}

}  // namespace karvan::cli
