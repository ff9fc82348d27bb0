#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

// Errors of the house: an absl::Status that carries google.rpc payloads, so that a client in any language
// can read a stable reason instead of parsing words. No proto type shows here.
namespace karvan {

// Domain of every google.rpc.ErrorInfo made here.
inline constexpr char kErrorDomain[] = "karvan";

// Reason of the errors that InvalidField and InvalidFields make.
inline constexpr char kInvalidFieldReason[] = "INVALID_FIELD";

// An error with a google.rpc.ErrorInfo: `reason` is UPPER_SNAKE, at most 63 characters, one of an
// error_reason.proto; whatever varies in `message` belongs in `metadata` too. Text that is not UTF-8 is
// repaired with '?' so that it can travel. `code` must not be kOk.
absl::Status Error(absl::StatusCode code, absl::string_view reason, absl::string_view message,
                   std::vector<std::pair<std::string, std::string>> metadata = {});

// One fault of one field of a request: a path such as "agreement.value.currency_code", and what was wrong,
// with the value quoted and what is allowed.
struct FieldViolation {
  std::string field;
  std::string description;

  friend bool operator==(const FieldViolation&, const FieldViolation&) = default;
};

// INVALID_ARGUMENT, reason INVALID_FIELD, a google.rpc.BadRequest with the violations, and a message that
// says them all. No violation is no error: OK.
absl::Status InvalidFields(std::vector<FieldViolation> violations);
absl::Status InvalidField(absl::string_view field, absl::string_view description);

// Collects violations so that a caller learns all of them at once:
//   Violations violations;
//   if (name.empty()) violations.Add("name", "must not be empty");
//   return violations.Status();
class Violations {
 public:
  void Add(absl::string_view field, absl::string_view description);

  // Adds the message of `status`, as from Decimal::Parse; OK adds nothing. Violations that `status` itself
  // carries are added one by one under "field.".
  void Add(absl::string_view field, const absl::Status& status);

  bool empty() const { return violations_.empty(); }

  // OK when nothing was added.
  absl::Status Status() const { return InvalidFields(violations_); }

 private:
  std::vector<FieldViolation> violations_;
};

// `status` with a google.rpc.RetryInfo: when a repeat may succeed. OK stays OK.
absl::Status WithRetryDelay(absl::Status status, absl::Duration delay);

// Readers of what the functions above attached, also after a trip over gRPC; empty if there is none.
std::optional<std::string> ErrorReason(const absl::Status& status);
std::optional<std::string> ErrorMetadata(const absl::Status& status, absl::string_view key);
std::vector<FieldViolation> FieldViolations(const absl::Status& status);
std::optional<absl::Duration> RetryDelay(const absl::Status& status);

}  // namespace karvan
