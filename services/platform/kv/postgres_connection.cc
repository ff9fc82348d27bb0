#include "services/platform/kv/postgres_connection.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

constexpr int kBinary = 1;

// The server that takes writes is the one; our own settings come after the address and so go before its.
constexpr const char* kKeywords[] = {"dbname", "target_session_attrs", "fallback_application_name",
                                     "tcp_user_timeout", nullptr};

void KeepWarning(void* kept, const PGresult* notice) {
  const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (severity == nullptr || absl::string_view(severity) != "WARNING") return;
  const char* message = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
  *static_cast<std::string*>(kept) = message == nullptr ? "a warning" : message;
}

bool IsUri(const std::string& uri) {
  char* error = nullptr;
  PQconninfoOption* options = PQconninfoParse(uri.c_str(), &error);
  PQfreemem(error);
  const bool is_valid = options != nullptr;
  PQconninfoFree(options);
  return is_valid;
}

}  // namespace

PostgresConnection::PostgresConnection(PGconn* connection) : connection_(connection) {
  PQsetNoticeReceiver(connection, KeepWarning, &warning_);
}

absl::StatusOr<std::unique_ptr<PostgresConnection>> PostgresConnection::Open(const std::string& uri,
                                                                             const Deadline& deadline) {
  if (!IsUri(uri)) {
    return FormatError(
        "The address of the store is no connection URI of PostgreSQL; it must be like "
        "postgresql://USER@HOST:PORT/DATABASE (reserved characters as %XX).");
  }
  const char* const values[] = {uri.c_str(), "read-write", "karvan", "10000", nullptr};
  PGconn* started = PQconnectStartParams(kKeywords, values, /*expand_dbname=*/1);
  if (started == nullptr) return UnavailableError("no memory for a connection");
  std::unique_ptr<PostgresConnection> connection(new PostgresConnection(started));
  KARVAN_RETURN_IF_ERROR(connection->AwaitConnected(deadline));
  if (PQsetnonblocking(started, 1) != 0) return connection->Lost();
  return connection;
}

absl::Status PostgresConnection::AwaitConnected(const Deadline& deadline) {
  PostgresPollingStatusType wanted = PGRES_POLLING_WRITING;
  while (PQstatus(connection_.get()) != CONNECTION_BAD) {
    const short events = wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    KARVAN_RETURN_IF_ERROR(Poll(events, deadline));
    wanted = PQconnectPoll(connection_.get());
    if (wanted == PGRES_POLLING_OK) return absl::OkStatus();
    if (wanted == PGRES_POLLING_FAILED) break;
  }
  return Lost();
}

absl::Status PostgresConnection::Poll(short events, const Deadline& deadline) {
  while (true) {
    const absl::Duration left = deadline.Left();
    if (left <= absl::ZeroDuration()) return Late();
    pollfd socket = {PQsocket(connection_.get()), events, 0};
    const int64_t milliseconds = std::clamp<int64_t>(absl::ToInt64Milliseconds(left), 1, 60'000);
    const int ready = poll(&socket, 1, static_cast<int>(milliseconds));
    if (ready > 0) return absl::OkStatus();
    if (ready < 0 && errno != EINTR) return Lost();
  }
}

absl::StatusOr<std::vector<PostgresResult>> PostgresConnection::Run(
    const std::vector<PostgresCommand>& commands, const Deadline& deadline) {
  warning_.clear();
  PGconn* const connection = connection_.get();
  if (!IsUsable() || PQenterPipelineMode(connection) != 1) return Lost();
  std::vector<bool> is_new;
  for (const PostgresCommand& command : commands) {
    is_new.push_back(prepared_.count(command.sql.name) == 0);
    if (is_new.back()) KARVAN_RETURN_IF_ERROR(Prepare(command.sql));
    KARVAN_RETURN_IF_ERROR(Send(command));
  }
  if (PQpipelineSync(connection) != 1) return Lost();

  std::vector<PostgresResult> results;
  for (size_t i = 0; i < commands.size(); ++i) {
    PostgresResult preparation;
    if (is_new[i]) {
      KARVAN_ASSIGN_OR_RETURN(preparation, Only(deadline));
      const std::string name = commands[i].sql.name;
      if (PQresultStatus(preparation.get()) == PGRES_COMMAND_OK && !name.empty()) prepared_.insert(name);
    }
    KARVAN_ASSIGN_OR_RETURN(PostgresResult result, Only(deadline));
    // What cannot be prepared tells why; the command itself is then not run.
    const bool failed = preparation != nullptr && PQresultStatus(preparation.get()) == PGRES_FATAL_ERROR;
    results.push_back(std::move(failed ? preparation : result));
  }
  KARVAN_ASSIGN_OR_RETURN(PostgresResult end, Next(deadline));
  if (PQresultStatus(end.get()) != PGRES_PIPELINE_SYNC || PQexitPipelineMode(connection) != 1) return Lost();
  return results;
}

absl::Status PostgresConnection::Prepare(const PostgresSql& sql) {
  const bool sent = PQsendPrepare(connection_.get(), sql.name, sql.text, 0, nullptr) == 1;
  return sent ? absl::OkStatus() : Lost();
}

absl::Status PostgresConnection::Send(const PostgresCommand& command) {
  std::vector<const char*> values;
  std::vector<int> lengths;
  for (const std::optional<std::string>& parameter : command.parameters) {
    values.push_back(parameter.has_value() ? parameter->data() : nullptr);
    lengths.push_back(parameter.has_value() ? static_cast<int>(parameter->size()) : 0);
  }
  const std::vector<int> formats(values.size(), kBinary);
  const bool sent = PQsendQueryPrepared(connection_.get(), command.sql.name, static_cast<int>(values.size()),
                                        values.data(), lengths.data(), formats.data(), kBinary) == 1;
  return sent ? absl::OkStatus() : Lost();
}

// The next result, or null at the end of a command. Sends meanwhile what is not sent.
absl::StatusOr<PostgresResult> PostgresConnection::Next(const Deadline& deadline) {
  PGconn* const connection = connection_.get();
  while (true) {
    const int unsent = PQflush(connection);
    if (PQisBusy(connection) == 0) break;
    if (unsent < 0) return Lost();
    KARVAN_RETURN_IF_ERROR(Poll(static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN), deadline));
    if (PQconsumeInput(connection) != 1) return Lost();
  }
  PostgresResult result(PQgetResult(connection));
  return PQstatus(connection) == CONNECTION_BAD ? absl::StatusOr<PostgresResult>(Lost()) : std::move(result);
}

// The only result of a command.
absl::StatusOr<PostgresResult> PostgresConnection::Only(const Deadline& deadline) {
  KARVAN_ASSIGN_OR_RETURN(PostgresResult result, Next(deadline));
  KARVAN_ASSIGN_OR_RETURN(PostgresResult end, Next(deadline));
  if (result == nullptr || end != nullptr) return Lost();
  return result;
}

absl::StatusOr<PostgresResult> PostgresConnection::CopyIn(const char* sql, absl::string_view data,
                                                          const Deadline& deadline) {
  constexpr size_t kPieceBytes = 64 << 10;
  warning_.clear();
  PGconn* const connection = connection_.get();
  if (!IsUsable() || PQsendQuery(connection, sql) != 1) return Lost();
  KARVAN_ASSIGN_OR_RETURN(PostgresResult started, Next(deadline));
  if (PQresultStatus(started.get()) == PGRES_COPY_IN) {
    for (size_t sent = 0; sent < data.size(); sent += kPieceBytes) {
      const absl::string_view piece = data.substr(sent, kPieceBytes);
      if (PQputCopyData(connection, piece.data(), static_cast<int>(piece.size())) != 1) return Lost();
      KARVAN_RETURN_IF_ERROR(FlushCopy(deadline));
    }
    if (PQputCopyEnd(connection, nullptr) != 1) return Lost();
    return Only(deadline);
  }
  KARVAN_RETURN_IF_ERROR(Next(deadline).status());
  return started;
}

absl::Status PostgresConnection::FlushCopy(const Deadline& deadline) {
  while (true) {
    const int unsent = PQflush(connection_.get());
    if (unsent < 0) return Lost();
    if (unsent == 0) return absl::OkStatus();
    KARVAN_RETURN_IF_ERROR(Poll(POLLIN | POLLOUT, deadline));
    if (PQconsumeInput(connection_.get()) != 1) return Lost();
  }
}

absl::Status PostgresConnection::Lost() {
  is_lost_ = true;
  return UnavailableError(absl::StrCat("the connection to PostgreSQL failed: ",
                                       absl::StripAsciiWhitespace(PQerrorMessage(connection_.get()))));
}

absl::Status PostgresConnection::Late() {
  is_late_ = true;
  return UnavailableError("PostgreSQL did not answer in time");
}

bool PostgresConnection::IsUsable() const {
  if (is_lost_ || is_late_ || PQstatus(connection_.get()) != CONNECTION_OK) return false;
  // Between commands nothing comes but the end of the connection.
  pollfd socket = {PQsocket(connection_.get()), POLLIN, 0};
  return poll(&socket, 1, 0) == 0;
}

std::string PostgresConnection::Place() const {
  return absl::StrCat("The database '", PQdb(connection_.get()), "' at '", PQhost(connection_.get()), "'");
}

}  // namespace karvan::kv
