// usage: karvan-bench-postgres-client CONNECTION SQL_FOLDER KEYS_FILE
// Commands: "execute" {sql}, "copy" {table, files}, "run" {query, ...}, "answer" {query, key}.

#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/platform/status/macros.h"
#include "tests/benchmarks/client/command_loop.h"
#include "tests/benchmarks/client/load_command.h"
#include "tests/benchmarks/client/load_files.h"
#include "tests/benchmarks/postgres/connection.h"
#include "tests/benchmarks/postgres/statements.h"

namespace karvan::bench {
namespace {

using nlohmann::json;

class Client {
 public:
  Client(std::string target, std::map<std::string, std::string> statements, std::vector<QueryKey> keys)
      : target_(std::move(target)), statements_(std::move(statements)), keys_(std::move(keys)) {}

  absl::StatusOr<json> Execute(const json& request) {
    KARVAN_ASSIGN_OR_RETURN(Connection connection, Connection::Open(target_));
    KARVAN_RETURN_IF_ERROR(connection.Execute(request.at("sql")));
    return json::object();
  }

  // A transaction a file: each is published as it comes.
  absl::StatusOr<json> Copy(const json& request) {
    KARVAN_ASSIGN_OR_RETURN(Connection connection, Connection::Open(target_));
    const std::vector<std::string> files = request.at("files");
    const std::string table = request.at("table");
    KARVAN_ASSIGN_OR_RETURN(
        const double seconds,
        LoadFiles(
            files.size(), /*at_once=*/1, [&](size_t file) { return connection.CopyCsv(table, files[file]); },
            [](size_t) { return absl::OkStatus(); }));
    return json{{"seconds", seconds}};
  }

  absl::StatusOr<json> Run(const json& request) {
    const LoadOptions options = LoadOptionsOf(request);
    const std::string query = request.at("query");
    std::vector<Connection> connections;
    for (int caller = 0; caller < options.callers; ++caller) {
      KARVAN_ASSIGN_OR_RETURN(Connection connection, Prepared());
      connections.push_back(std::move(connection));
    }
    return RunThreads(keys_, options, [&](int caller, const QueryKey& key) {
      return AskStatement(query, key, connections[static_cast<size_t>(caller)]);
    });
  }

  absl::StatusOr<json> Answer(const json& request) {
    KARVAN_ASSIGN_OR_RETURN(Connection connection, Prepared());
    const QueryKey& key = keys_.at(request.at("key"));
    KARVAN_ASSIGN_OR_RETURN(const QueryRows rows, AnswerOfStatement(request.at("query"), key, connection));
    return json{{"rows", rows}};
  }

 private:
  absl::StatusOr<Connection> Prepared() {
    KARVAN_ASSIGN_OR_RETURN(Connection connection, Connection::Open(target_));
    KARVAN_RETURN_IF_ERROR(PrepareStatements(statements_, connection));
    return connection;
  }

  const std::string target_;
  const std::map<std::string, std::string> statements_;
  const std::vector<QueryKey> keys_;
};

absl::Status Serve(const std::string& target, const std::string& sql_folder, const std::string& keys_file) {
  KARVAN_ASSIGN_OR_RETURN(auto statements, ReadStatements(sql_folder));
  KARVAN_ASSIGN_OR_RETURN(std::vector<QueryKey> keys, ReadQueryKeys(keys_file));
  Client client(target, std::move(statements), std::move(keys));
  ServeCommands({{"execute", [&](const json& request) { return client.Execute(request); }},
                 {"copy", [&](const json& request) { return client.Copy(request); }},
                 {"run", [&](const json& request) { return client.Run(request); }},
                 {"answer", [&](const json& request) { return client.Answer(request); }}},
                std::cin, std::cout);
  return absl::OkStatus();
}

}  // namespace
}  // namespace karvan::bench

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: " << argv[0] << " CONNECTION SQL_FOLDER KEYS_FILE\n";
    return EXIT_FAILURE;
  }
  const absl::Status served = karvan::bench::Serve(argv[1], argv[2], argv[3]);
  if (served.ok()) return EXIT_SUCCESS;
  std::cerr << served.message() << "\n";
  return EXIT_FAILURE;
}
