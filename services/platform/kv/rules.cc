#include "services/platform/kv/rules.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/epochs.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

absl::Status TooMany(absl::string_view what, size_t found, size_t limit, absl::string_view unit) {
  return LimitError(absl::StrCat(what, " has ", found, " ", unit, "; the limit is ", limit, "."));
}

absl::Status CheckValue(absl::string_view value, const Capabilities& limits) {
  if (value.size() <= limits.max_value_bytes) return absl::OkStatus();
  return TooMany("A value", value.size(), limits.max_value_bytes, "bytes");
}

// Checks the key, and that it is of the domain of the keys before it.
absl::Status CheckDomain(absl::string_view key, const Capabilities& limits,
                         std::optional<std::string>& domain) {
  KARVAN_RETURN_IF_ERROR(CheckKey(key, limits));
  if (!domain.has_value()) domain = std::string(*Domain(key));
  if (absl::StartsWith(key, *domain)) return absl::OkStatus();
  return LimitError(absl::StrCat("A commit stays in one domain, but has keys of ",
                                 absl::BytesToHexString(*domain), " and ",
                                 absl::BytesToHexString(*Domain(key)), " (hexadecimal)."));
}

struct HoldsFor {
  const std::optional<Entry>& row;

  bool operator()(const Batch::Absent&) const { return !row.has_value(); }
  bool operator()(const Batch::Present&) const { return row.has_value(); }
  bool operator()(const Batch::ValueEquals& wanted) const {
    return row.has_value() && row->value == wanted.value;
  }
  bool operator()(const Batch::VersionEquals& wanted) const {
    return row.has_value() && row->version == wanted.version;
  }
};

}  // namespace

absl::Status CheckKey(absl::string_view key, const Capabilities& limits) {
  if (key.size() > limits.max_key_bytes) return TooMany("A key", key.size(), limits.max_key_bytes, "bytes");
  return Domain(key).status();
}

absl::Status CheckBatch(const Batch& batch, const Capabilities& limits) {
  size_t rows = std::max(batch.mutations().size(), batch.preconditions().size());
  if (rows > limits.max_commit_rows) return TooMany("A commit", rows, limits.max_commit_rows, "rows");

  size_t bytes = 0;
  std::optional<std::string> domain;
  for (const Batch::Mutation& mutation : batch.mutations()) {
    KARVAN_RETURN_IF_ERROR(CheckDomain(mutation.key, limits, domain));
    KARVAN_RETURN_IF_ERROR(CheckValue(mutation.value, limits));
    bytes += mutation.key.size() + mutation.value.size();
  }
  for (const Batch::Precondition& precondition : batch.preconditions()) {
    KARVAN_RETURN_IF_ERROR(CheckDomain(precondition.key, limits, domain));
    bytes += precondition.key.size();
    if (auto* wanted = std::get_if<Batch::ValueEquals>(&precondition.condition))
      bytes += wanted->value.size();
  }
  if (bytes > limits.max_commit_bytes) return TooMany("A commit", bytes, limits.max_commit_bytes, "bytes");
  return absl::OkStatus();
}

absl::Status CheckPreconditions(
    const Batch& batch,
    absl::FunctionRef<absl::StatusOr<std::optional<Entry>>(const std::string& key)> find) {
  absl::Status failed;
  for (const Batch::Precondition& precondition : batch.preconditions()) {
    KARVAN_ASSIGN_OR_RETURN(std::optional<Entry> row, find(precondition.key));
    if (std::visit(HoldsFor{row}, precondition.condition)) continue;
    if (failed.ok() || IsEpochKey(precondition.key)) failed = PreconditionError(precondition.key);
  }
  return failed;
}

absl::Status PreconditionError(absl::string_view key) {
  return IsEpochKey(key) ? FencedError(key) : ConflictError(key);
}

std::vector<Range> DropRanges(absl::string_view prefix) {
  const Range all = PrefixRange(prefix);
  absl::StatusOr<absl::string_view> domain = Domain(prefix);
  if (!domain.ok() || *domain != prefix) return {all};
  const std::string epoch = EpochKey(prefix);
  return {{all.start, epoch}, {absl::StrCat(epoch, absl::string_view("\0", 1)), all.end}};
}

absl::Status CheckUsagePrefix(absl::string_view prefix, const Capabilities& limits) {
  return prefix.empty() ? absl::OkStatus() : CheckKey(prefix, limits);
}

absl::Status BulkRules::CheckOpen() const {
  if (closed_) return LimitError("The bulk load is sealed: nothing can be added to it.");
  return absl::OkStatus();
}

absl::Status BulkRules::Next(absl::string_view key, absl::string_view value) {
  KARVAN_RETURN_IF_ERROR(CheckOpen());
  KARVAN_RETURN_IF_ERROR(CheckKey(key, limits_));
  KARVAN_RETURN_IF_ERROR(CheckValue(value, limits_));
  if (!absl::StartsWith(key, prefix_)) {
    return LimitError(absl::StrCat("The key ", absl::BytesToHexString(key),
                                   " (hexadecimal) of a bulk load is not below ",
                                   absl::BytesToHexString(prefix_), "."));
  }
  if (key <= last_key_) {
    return LimitError(absl::StrCat("The keys of a bulk load must ascend, but ", absl::BytesToHexString(key),
                                   " (hexadecimal) comes after ", absl::BytesToHexString(last_key_), "."));
  }
  last_key_ = std::string(key);
  return absl::OkStatus();
}

absl::Status BulkRules::Close() {
  KARVAN_RETURN_IF_ERROR(CheckOpen());
  closed_ = true;
  return absl::OkStatus();
}

absl::Status ViewAge::Check() const { return clock_.Now() > end_ ? ViewExpiredError() : absl::OkStatus(); }

bool ScanFiller::Add(absl::string_view key, absl::string_view value, RowVersion version) {
  size_t limit = std::min(options_.bytes, ScanOptions().bytes);
  bytes_ += key.size() + value.size();
  std::vector<Row>& rows = batch_.rows;
  if (rows.size() >= options_.limit || (!rows.empty() && bytes_ > limit)) {
    batch_.resume_key = options_.reverse ? rows.back().key : std::string(key);
    return false;
  }
  rows.push_back({std::string(key), std::string(value), version});
  return true;
}

absl::Status CheckScan(const ScanOptions& options) {
  if (options.limit > 0) return absl::OkStatus();
  return LimitError("The limit of a scan is 0 rows; it must be at least 1.");
}

absl::Status CheckSplit(size_t parts) {
  if (parts > 0) return absl::OkStatus();
  return LimitError("A range is to be split into 0 parts; it must be at least 1.");
}

std::vector<Range> SplitAt(const Range& range, const std::vector<std::string>& keys) {
  std::vector<Range> parts = {range};
  for (const std::string& key : keys) {
    Range& last = parts.back();
    if (key <= last.start || (!last.end.empty() && key >= last.end)) continue;
    Range rest = {key, last.end};
    last.end = key;
    parts.push_back(std::move(rest));
  }
  return parts;
}

}  // namespace karvan::kv
