#include "services/platform/kv/postgres_schema.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/postgres_error.h"
#include "services/platform/kv/postgres_values.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

constexpr PostgresSql kBegin = {"", "BEGIN ISOLATION LEVEL READ COMMITTED"};
constexpr PostgresSql kCommit = {"", "COMMIT"};

constexpr PostgresSql kServer = {"", "SELECT version(), current_setting('server_version_num')::bigint"};
constexpr PostgresSql kDurability = {"",
                                     "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus'), "
                                     "current_setting('synchronous_commit')"};
// Every statement of ours goes by the key, also when the server has no statistics of a table that was just
// filled. A commit is never cancelled, so it has no statement_timeout. A writer that vanished must not hold
// its locks for long, nor an idle view its rows.
constexpr PostgresSql kSettings = {"",
                                   "SELECT set_config('statement_timeout', '0', false),"
                                   " set_config('lock_timeout', $1::text, false),"
                                   " set_config('idle_in_transaction_session_timeout', '60s', false),"
                                   " set_config('client_connection_check_interval', '1s', false),"
                                   " set_config('client_min_messages', 'warning', false),"
                                   " set_config('enable_seqscan', 'off', false),"
                                   " set_config('enable_bitmapscan', 'off', false)"};

// Any number that no other program takes: "karvan" in ASCII.
constexpr PostgresSql kLock = {"", "SELECT pg_advisory_xact_lock(118066276360558)"};
constexpr PostgresSql kIsThere = {"", "SELECT to_regclass('karvan_format') IS NOT NULL"};
constexpr PostgresSql kCreate[] = {
    {"", "CREATE TABLE karvan_rows (key bytea PRIMARY KEY, value bytea NOT NULL, version bigint NOT NULL)"},
    // Values are packed already.
    {"", "ALTER TABLE karvan_rows ALTER COLUMN value SET STORAGE EXTERNAL"},
    {"", "CREATE SEQUENCE karvan_versions"},
    {"",
     "CREATE FUNCTION karvan_refuse(key bytea) RETURNS void LANGUAGE plpgsql AS"
     " $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'KV001', MESSAGE = encode(key, 'hex'); END $$"},
    {"", "CREATE TABLE karvan_format (version text NOT NULL)"},
    {"", "INSERT INTO karvan_format VALUES ('1')"},
};
constexpr PostgresSql kReadFormat = {"", "SELECT version FROM karvan_format"};
constexpr PostgresSql kWriteFormat = {"", "UPDATE karvan_format SET version = $1::text"};
constexpr PostgresSql kTruncate = {"", "TRUNCATE karvan_rows"};

// True for what PostgreSQL itself says: "PostgreSQL 15.18 (Debian ...) on ...". Servers that speak its
// protocol say something else in place of the plain number, or of the name.
bool IsPostgres(absl::string_view version) {
  if (!absl::ConsumePrefix(&version, "PostgreSQL ")) return false;
  const absl::string_view number = version.substr(0, version.find(' '));
  return !absl::StrContains(number, '-') && !absl::StrContains(version, "Greenplum");
}

absl::Status Refused(const PostgresConnection& connection, absl::string_view why) {
  return FormatError(absl::StrCat(connection.Place(), " cannot hold a store: ", why, "."));
}

absl::Status CheckServer(const PostgresConnection& connection, const PGresult* server) {
  const absl::string_view version = BytesAt(server, 0, 0);
  if (!IsPostgres(version)) {
    return Refused(connection, absl::StrCat("its server is '", version, "'; it must be PostgreSQL"));
  }
  if (Int8At(server, 0, 1) >= 150000) return absl::OkStatus();
  return Refused(connection, absl::StrCat("its server is '", version, "'; version 15 or later is needed"));
}

absl::Status CheckDurability(const PostgresConnection& connection, const PGresult* result) {
  if (BoolAt(result, 0, 0)) {
    return Refused(connection, "it has the extension Citus, under which a read may see half of a commit");
  }
  if (BytesAt(result, 0, 1) != "off") return absl::OkStatus();
  return Refused(connection,
                 "synchronous_commit is off, so commits that were acknowledged may be lost; it must be on, "
                 "local, remote_write or remote_apply");
}

}  // namespace

absl::Status SetUpSession(PostgresConnection& connection, absl::Duration lock_timeout,
                          const Deadline& deadline) {
  const std::string milliseconds = absl::StrCat(absl::ToInt64Milliseconds(lock_timeout), "ms");
  KARVAN_ASSIGN_OR_RETURN(auto results,
                          connection.Run({{kServer}, {kDurability}, {kSettings, {milliseconds}}}, deadline));
  KARVAN_RETURN_IF_ERROR(FromPostgres(results[0].get(), "ask for the version"));
  KARVAN_RETURN_IF_ERROR(CheckServer(connection, results[0].get()));
  KARVAN_RETURN_IF_ERROR(FirstError(results, "set up a session"));
  return CheckDurability(connection, results[1].get());
}

absl::StatusOr<std::string> EnsureSchema(PostgresConnection& connection, const Deadline& deadline) {
  constexpr char kAction[] = "make the tables of the store";
  KARVAN_ASSIGN_OR_RETURN(auto results, connection.Run({{kBegin}, {kLock}, {kIsThere}}, deadline));
  KARVAN_RETURN_IF_ERROR(FirstError(results, kAction));
  std::vector<PostgresCommand> commands;
  if (!BoolAt(results[2].get(), 0, 0)) {
    for (const PostgresSql& sql : kCreate) commands.push_back({sql});
  }
  commands.push_back({kReadFormat});
  commands.push_back({kCommit});
  KARVAN_ASSIGN_OR_RETURN(results, connection.Run(commands, deadline));
  KARVAN_RETURN_IF_ERROR(FirstError(results, kAction));
  const PGresult* format = results[results.size() - 2].get();
  return std::string(PQntuples(format) == 1 ? BytesAt(format, 0, 0) : "");
}

absl::Status CheckFormat(absl::string_view format, absl::string_view place) {
  if (format == kPostgresFormatVersion) return absl::OkStatus();
  if (format == kPostgresFormatInRestore) {
    return FormatError(
        absl::StrCat(place, " holds a backup that was not restored to its end: restore it again."));
  }
  return FormatError(absl::StrCat(place, " holds a store of format version '", format,
                                  "'; this program supports version ", kPostgresFormatVersion, "."));
}

absl::Status WriteFormat(PostgresConnection& connection, absl::string_view format, const Deadline& deadline) {
  KARVAN_ASSIGN_OR_RETURN(auto results, connection.Run({{kWriteFormat, {std::string(format)}}}, deadline));
  return FirstError(results, "write the format version");
}

absl::Status RemoveAllRows(PostgresConnection& connection, const Deadline& deadline) {
  KARVAN_ASSIGN_OR_RETURN(auto results, connection.Run({{kTruncate}}, deadline));
  return FirstError(results, "remove all rows");
}

}  // namespace karvan::kv
