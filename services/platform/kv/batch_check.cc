#include "services/platform/kv/batch_check.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

absl::Status CheckRow(absl::string_view key, absl::string_view value, const Capabilities& limits) {
  if (key.size() > limits.max_key_bytes) {
    return LimitError(absl::StrCat("a key has ", key.size(), " bytes; at most ", limits.max_key_bytes));
  }
  if (value.size() > limits.max_value_bytes) {
    return LimitError(absl::StrCat("a value has ", value.size(), " bytes; at most ", limits.max_value_bytes));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckBatch(const Batch& batch, const Capabilities& limits) {
  const size_t rows = batch.mutations().size() + batch.preconditions().size();
  if (rows > limits.max_commit_rows) {
    return LimitError(absl::StrCat("a commit has ", rows, " rows; at most ", limits.max_commit_rows));
  }
  size_t bytes = 0;
  std::string domain;
  auto check = [&](absl::string_view key, absl::string_view value) -> absl::Status {
    KARVAN_RETURN_IF_ERROR(CheckRow(key, value, limits));
    bytes += key.size() + value.size();
    KARVAN_ASSIGN_OR_RETURN(const absl::string_view own, Domain(key));
    if (domain.empty()) domain = std::string(own);
    return own == domain ? absl::OkStatus() : LimitError("a commit has keys of two domains");
  };
  for (const auto& mutation : batch.mutations()) KARVAN_RETURN_IF_ERROR(check(mutation.key, mutation.value));
  for (const auto& precondition : batch.preconditions()) {
    KARVAN_RETURN_IF_ERROR(check(precondition.key, ""));
  }
  if (bytes > limits.max_commit_bytes) {
    return LimitError(absl::StrCat("a commit has ", bytes, " bytes; at most ", limits.max_commit_bytes));
  }
  return absl::OkStatus();
}

absl::Status CheckBulkRow(absl::string_view prefix, absl::string_view last_key, absl::string_view key,
                          absl::string_view value, const Capabilities& limits) {
  KARVAN_RETURN_IF_ERROR(CheckRow(key, value, limits));
  if (!absl::StartsWith(key, prefix)) return LimitError("a bulk row's key does not begin with its prefix");
  if (!last_key.empty() && key <= last_key) return LimitError("bulk rows' keys must ascend");
  return absl::OkStatus();
}

bool Holds(const Batch::Precondition& precondition, const Entry* entry) {
  struct Visitor {
    const Entry* entry;
    bool operator()(const Batch::Absent&) const { return entry == nullptr; }
    bool operator()(const Batch::Present&) const { return entry != nullptr; }
    bool operator()(const Batch::ValueEquals& want) const { return entry && entry->value == want.value; }
    bool operator()(const Batch::VersionEquals& want) const {
      return entry && entry->version == want.version;
    }
  };
  return std::visit(Visitor{entry}, precondition.condition);
}

}  // namespace karvan::kv
