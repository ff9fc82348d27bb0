#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace karvan::bench {

struct ResultDeleter {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultDeleter>;

// A connection to PostgreSQL, for one thread at a time. Errors are UNAVAILABLE with the server's message.
class Connection {
 public:
  // `target` is a connection string of libpq, such as "host=/tmp/socket user=postgres dbname=postgres".
  static absl::StatusOr<Connection> Open(const std::string& target);

  absl::Status Execute(const std::string& sql);

  // Prepares a statement whose `parameters` parameters are texts.
  absl::Status Prepare(const std::string& name, const std::string& sql, int parameters);
  absl::StatusOr<Result> ExecutePrepared(const std::string& name, const std::vector<const char*>& parameters);

  // Copies a CSV file with a header into a table, in a transaction of its own.
  absl::Status CopyCsv(const std::string& table, const std::string& path);

 private:
  struct Closer {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };

  explicit Connection(PGconn* connection) : connection_(connection) {}
  absl::StatusOr<Result> Checked(PGresult* result, ExecStatusType wanted);
  absl::Status Error(absl::string_view doing) const;

  std::unique_ptr<PGconn, Closer> connection_;
};

}  // namespace karvan::bench
