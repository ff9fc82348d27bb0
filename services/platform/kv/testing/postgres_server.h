#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/platform/kv/testing/temp_folder.h"

struct pg_conn;

namespace karvan::kv::testing {

// A session of the superuser. Failures fail the test.
class PostgresSession {
 public:
  explicit PostgresSession(const std::string& uri);
  ~PostgresSession();
  PostgresSession(const PostgresSession&) = delete;
  PostgresSession& operator=(const PostgresSession&) = delete;

  // The first column of what the statement gives.
  std::vector<std::string> Query(const std::string& statement);
  // Waits until the server ends the session.
  void AwaitEnd();

 private:
  pg_conn* const connection_;
};

// A throwaway PostgreSQL 15 of Debian's package, in a temporary folder and on a socket there only. It runs as
// the user postgres when the test is root, and ends with this object, or with the thread that started it. A
// server that cannot be started fails the test. One thread at a time.
class PostgresServer {
 public:
  // `durable` syncs what it writes, for tests that kill the server; others are faster without.
  static std::unique_ptr<PostgresServer> Start(bool durable = false);
  ~PostgresServer();

  // The address of a schema, made when missing, for a store of its own. `settings` go to the server, in the
  // form
  // "-cNAME%3DVALUE".
  std::string Uri(absl::string_view schema, absl::string_view settings = "") const;

  // Stops the server as after a crash, and starts it again.
  void Restart();

  PostgresSession Session() const { return PostgresSession(BaseUri()); }
  // In a session of its own each.
  std::vector<std::string> Query(const std::string& statement) const { return Session().Query(statement); }
  // Asks until the statement gives a row, for a minute at most, and gives its first column.
  std::string Await(const std::string& statement) const;

  // Ends one of its processes, as kill -9 does, and waits until the server has recovered: it ends all others
  // then.
  void Kill(const std::string& pid);

 private:
  PostgresServer();

  void Initialise(bool durable);
  void Launch();
  void AwaitReady();
  void Stop();
  std::string BaseUri() const;

  TempFolder folder_;
  pid_t pid_ = 0;
};

}  // namespace karvan::kv::testing
