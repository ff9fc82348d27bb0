#include "services/platform/kv/postgres_commit.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/postgres_error.h"
#include "services/platform/kv/postgres_values.h"
#include "services/platform/kv/rules.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

constexpr int kAttempts = 8;
constexpr char kAction[] = "commit";

constexpr PostgresSql kBegin = {"karvan_begin", "BEGIN ISOLATION LEVEL READ COMMITTED"};
constexpr PostgresSql kCommit = {"karvan_commit", "COMMIT"};
constexpr PostgresSql kRollback = {"karvan_undo", "ROLLBACK"};

// $1 keys that must be there, $2 their values and $3 versions, or NULL for any.
constexpr PostgresSql kRequire = {
    "karvan_require",
    "WITH locked AS MATERIALIZED (SELECT key, value, version FROM karvan_rows WHERE key = ANY ($1::bytea[])"
    " ORDER BY key FOR UPDATE)"
    " SELECT karvan_refuse(failed.key) FROM (SELECT required.key"
    " FROM unnest($1::bytea[], $2::bytea[], $3::bigint[]) AS required (key, value, version)"
    " LEFT JOIN locked ON locked.key = required.key"
    " WHERE locked.key IS NULL OR locked.value <> required.value OR locked.version <> required.version"
    " ORDER BY required.key LIMIT 1) AS failed"};

// $1 keys that must not be there, $2 their values from now on.
constexpr PostgresSql kInsert = {
    "karvan_insert",
    "WITH number AS MATERIALIZED (SELECT nextval('karvan_versions') AS version),"
    " inserted AS (INSERT INTO karvan_rows (key, value, version)"
    " SELECT added.key, added.value, number.version FROM number,"
    " unnest($1::bytea[], $2::bytea[]) AS added (key, value) ORDER BY added.key"
    " ON CONFLICT (key) DO NOTHING RETURNING key)"
    " SELECT karvan_refuse(failed.key) FROM (SELECT key FROM unnest($1::bytea[]) AS added (key)"
    " EXCEPT SELECT key FROM inserted ORDER BY key LIMIT 1) AS failed"};

// $1 keys, $2 their values from now on.
constexpr PostgresSql kPut = {
    "karvan_put",
    "WITH number AS MATERIALIZED (SELECT nextval('karvan_versions') AS version)"
    " INSERT INTO karvan_rows (key, value, version)"
    " SELECT written.key, written.value, number.version FROM number,"
    " unnest($1::bytea[], $2::bytea[]) AS written (key, value) ORDER BY written.key"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = excluded.version"};

constexpr PostgresSql kDelete = {"karvan_delete", "DELETE FROM karvan_rows WHERE key = ANY ($1::bytea[])"};

using Keys = std::vector<std::optional<absl::string_view>>;

// The columns of the rows that must be there.
struct Required {
  Keys keys, values;
  std::vector<std::optional<int64_t>> versions;

  void Add(absl::string_view key, std::optional<absl::string_view> value, std::optional<int64_t> version) {
    keys.push_back(key);
    values.push_back(value);
    versions.push_back(version);
  }
};

// The columns of rows to write.
struct Written {
  Keys keys, values;

  void Add(absl::string_view key, absl::string_view value) {
    keys.push_back(key);
    values.push_back(value);
  }
};

// What a batch asks of the server, sorted by how it is done.
struct Plan {
  Required required;
  Written inserted, put;
  Keys deleted;
};

void AddRequirement(const Batch::Precondition& precondition, std::set<absl::string_view>& absent,
                    Required& required) {
  if (std::holds_alternative<Batch::Absent>(precondition.condition)) {
    absent.insert(precondition.key);
  } else if (auto* value = std::get_if<Batch::ValueEquals>(&precondition.condition)) {
    required.Add(precondition.key, value->value, std::nullopt);
  } else if (auto* version = std::get_if<Batch::VersionEquals>(&precondition.condition)) {
    required.Add(precondition.key, std::nullopt, static_cast<int64_t>(version->version));
  } else {
    required.Add(precondition.key, std::nullopt, std::nullopt);
  }
}

Plan MakePlan(const Batch& batch) {
  Plan plan;
  std::set<absl::string_view> absent;
  for (const Batch::Precondition& precondition : batch.preconditions())
    AddRequirement(precondition, absent, plan.required);

  std::map<absl::string_view, const Batch::Mutation*> last;
  for (const Batch::Mutation& mutation : batch.mutations()) last[mutation.key] = &mutation;
  for (const auto& [key, mutation] : last) {
    (absent.erase(key) > 0 ? plan.inserted : plan.put).Add(key, mutation->value);
    if (mutation->is_delete) plan.deleted.push_back(key);
  }
  for (absl::string_view key : absent) {
    plan.inserted.Add(key, "");
    plan.deleted.push_back(key);
  }
  return plan;
}

absl::Status Unknown(const absl::Status& status) { return UnknownOutcomeError(status.message()); }

// What became of a commit whose commands were all answered.
absl::Status Outcome(const std::vector<PostgresResult>& results, const std::string& warning) {
  for (const PostgresResult& result : results) {
    if (SqlState(result.get()) != "KV001") continue;
    return PreconditionError(
        absl::HexStringToBytes(PQresultErrorField(result.get(), PG_DIAG_MESSAGE_PRIMARY)));
  }
  const PGresult* commit = results.back().get();
  absl::Status failed = FirstError(results, kAction);
  const bool failed_at_commit = PQresultStatus(commit) == PGRES_FATAL_ERROR;
  if (!failed.ok()) return failed_at_commit ? Unknown(failed) : failed;
  if (absl::string_view(PQcmdStatus(const_cast<PGresult*>(commit))) != "COMMIT")
    return UnavailableError("PostgreSQL rolled the commit back");
  if (!warning.empty()) return UnknownOutcomeError(absl::StrCat("PostgreSQL warns: ", warning));
  return absl::OkStatus();
}

bool MustRepeat(const std::vector<PostgresResult>& results) {
  for (const PostgresResult& result : results) {
    const absl::string_view state = SqlState(result.get());
    if (state == "40001" || state == "40P01") return true;
  }
  return false;
}

}  // namespace

std::vector<PostgresCommand> CommitCommands(const Batch& batch) {
  const Plan plan = MakePlan(batch);
  std::vector<PostgresCommand> commands = {{kBegin}};
  if (!plan.required.keys.empty()) {
    commands.push_back({kRequire,
                        {ByteaArray(plan.required.keys), ByteaArray(plan.required.values),
                         Int8Array(plan.required.versions)}});
  }
  if (!plan.inserted.keys.empty())
    commands.push_back({kInsert, {ByteaArray(plan.inserted.keys), ByteaArray(plan.inserted.values)}});
  if (!plan.put.keys.empty())
    commands.push_back({kPut, {ByteaArray(plan.put.keys), ByteaArray(plan.put.values)}});
  if (!plan.deleted.empty()) commands.push_back({kDelete, {ByteaArray(plan.deleted)}});
  commands.push_back({kCommit});
  return commands;
}

absl::Status RunCommit(PostgresConnection& connection, const std::vector<PostgresCommand>& commands,
                       const Deadline& deadline) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    absl::StatusOr<std::vector<PostgresResult>> results = connection.Run(commands, deadline);
    if (!results.ok()) return Unknown(results.status());
    if (!MustRepeat(*results)) return Outcome(*results, connection.warning());
    absl::StatusOr<std::vector<PostgresResult>> undone = connection.Run({{kRollback}}, deadline);
    if (!undone.ok()) return undone.status();
  }
  return UnavailableError("PostgreSQL broke the commit off again and again, in favour of others");
}

}  // namespace karvan::kv
