#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "postgresql/libpq-fe.h"
#include "services/platform/kv/deadline.h"

namespace karvan::kv {

// A statement that a connection prepares when it first runs it; once in a Run. `name` is its own, or empty
// for one that runs rarely and is not kept.
struct PostgresSql {
  const char* name;
  const char* text;
};

// A statement with its parameters in binary form (postgres_values.h); none is NULL.
struct PostgresCommand {
  const PostgresSql& sql;
  std::vector<std::optional<std::string>> parameters = {};
};

struct PostgresResultDeleter {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, PostgresResultDeleter>;

// A connection to a server. No wait on it is longer than its deadline, and none is ended by a cancellation:
// the server may still do what was sent. After a failure of the connection itself it is of no more use. One
// thread at a time.
class PostgresConnection {
 public:
  // UNAVAILABLE; FAILED_PRECONDITION (STORE_FORMAT) when the address is none. Neither shows the address,
  // which may hold a password.
  static absl::StatusOr<std::unique_ptr<PostgresConnection>> Open(const std::string& uri,
                                                                  const Deadline& deadline);

  // Sends commands in one go and gives the result of each: commands after a failed one are not run. Without a
  // BEGIN they are one transaction. UNAVAILABLE is a failure of the connection: what was done is not known.
  absl::StatusOr<std::vector<PostgresResult>> Run(const std::vector<PostgresCommand>& commands,
                                                  const Deadline& deadline);

  // Runs a COPY ... FROM STDIN with all its data. The result may be an error; UNAVAILABLE as for Run.
  absl::StatusOr<PostgresResult> CopyIn(const char* sql, absl::string_view data, const Deadline& deadline);

  // What the server warned of during the last Run; empty when it did not.
  const std::string& warning() const { return warning_; }

  // False after a failure of the connection, also one that the server brought about since the last use.
  bool IsUsable() const;
  // True when it was closed from the other side or broke; a deadline that passed is something else.
  bool is_lost() const { return is_lost_; }
  bool InTransaction() const { return PQtransactionStatus(connection_.get()) != PQTRANS_IDLE; }

  // Where it leads, in words.
  std::string Place() const;

 private:
  struct Closer {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };

  explicit PostgresConnection(PGconn* connection);

  absl::Status AwaitConnected(const Deadline& deadline);
  absl::Status Poll(short events, const Deadline& deadline);
  absl::Status Send(const PostgresCommand& command);
  absl::Status Prepare(const PostgresSql& sql);
  absl::StatusOr<PostgresResult> Next(const Deadline& deadline);
  absl::StatusOr<PostgresResult> Only(const Deadline& deadline);
  absl::Status FlushCopy(const Deadline& deadline);
  absl::Status Lost();
  absl::Status Late();

  const std::unique_ptr<PGconn, Closer> connection_;
  std::set<std::string> prepared_;  // by name
  std::string warning_;
  bool is_lost_ = false;
  bool is_late_ = false;
};

}  // namespace karvan::kv
