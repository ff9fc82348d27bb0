#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/testing/temp_folder.h"

namespace karvan::kv::testing {

// A throwaway PostgreSQL 15 of Debian's package, in a temporary folder and on a socket there only. It runs as
// the user postgres when the test is root, and ends with this object, or with the thread that started it. A
// server that cannot be started fails the test. One thread at a time.
class PostgresServer {
 public:
  // `durable` waits for the disk, for tests that kill the server; others are faster without.
  static std::unique_ptr<PostgresServer> Start(bool durable = false);
  ~PostgresServer();

  // The address of a schema, made when missing, for a store of its own.
  std::string Uri(absl::string_view schema);

  // Stops the server as after a crash, and starts it again.
  void Restart();

  // Runs statements as the superuser, each by itself, and gives the first column of what the last one gave. A
  // failure fails the test.
  std::vector<std::string> Query(const std::vector<std::string>& statements);
  std::string QueryOne(const std::string& statement);
  // Asks until the statement gives a row, for a minute at most.
  std::string Await(const std::string& statement);

 private:
  PostgresServer() = default;

  void Initialise(bool durable);
  void Launch();
  void Stop();
  std::string BaseUri() const;

  TempFolder folder_;
  pid_t pid_ = 0;
};

}  // namespace karvan::kv::testing
