// usage: karvan-bench-client ADDRESS KEYS_FILE
// Commands: "queries", "create" {dataset_id}, "publish" {dataset, files}, "run" {dataset, query, snapshot,
// ...}, "answer" {dataset, query, key}. A snapshot of null is now.

#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/status/macros.h"
#include "tests/benchmarks/client/command_loop.h"
#include "tests/benchmarks/client/load_command.h"
#include "tests/benchmarks/client/load_files.h"
#include "tests/benchmarks/karvan/publisher.h"
#include "tests/benchmarks/karvan/query.h"

namespace karvan::bench {
namespace {

using nlohmann::json;

class Client {
 public:
  Client(std::string address, std::vector<QueryKey> keys)
      : address_(std::move(address)), keys_(std::move(keys)) {}

  absl::StatusOr<json> CreateDataset(const json& request) {
    KARVAN_ASSIGN_OR_RETURN(const Channels channels, Connected(1));
    KARVAN_RETURN_IF_ERROR(Publisher(channels[0]).CreateDataset(request.at("dataset_id")));
    return json::object();
  }

  // A release a file; the next one is imported while one is imported and published.
  absl::StatusOr<json> Publish(const json& request) {
    constexpr int kAtOnce = 2;
    KARVAN_ASSIGN_OR_RETURN(const Channels channels, Connected(kAtOnce * kCallersOfChannel));
    std::vector<Publisher> publishers;
    for (const auto& channel : channels) publishers.emplace_back(channel);
    const std::vector<std::string> files = request.at("files");
    const std::string dataset = request.at("dataset");
    std::vector<std::string> drafts(files.size());
    int64_t rows = 0;
    int64_t snapshot = 0;
    const auto load = [&](size_t file) -> absl::Status {
      KARVAN_ASSIGN_OR_RETURN(drafts[file],
                              publishers[file % publishers.size()].Import(dataset, files[file]));
      return absl::OkStatus();
    };
    const auto publish = [&](size_t file) -> absl::Status {
      KARVAN_ASSIGN_OR_RETURN(const auto release, publishers[0].Publish(drafts[file]));
      rows += release.observation_count();
      snapshot = release.sequence();
      return absl::OkStatus();
    };
    KARVAN_ASSIGN_OR_RETURN(const double seconds, LoadFiles(files.size(), kAtOnce, load, publish));
    return json{{"rows", rows}, {"seconds", seconds}, {"snapshot", snapshot}};
  }

  absl::StatusOr<json> Run(const json& request) {
    const LoadOptions options = LoadOptionsOf(request);
    KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<Query> query, Make(request, options.callers));
    return RunCallbacks(keys_, options, [&query](int caller, const QueryKey& key, auto done) {
      query->Ask(caller, key, std::move(done));
    });
  }

  absl::StatusOr<json> Answer(const json& request) {
    KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<Query> query, Make(request, 1));
    KARVAN_ASSIGN_OR_RETURN(const QueryRows rows, query->Answer(keys_.at(request.at("key"))));
    return json{{"rows", rows}};
  }

 private:
  absl::StatusOr<Channels> Connected(int callers) const {
    Channels channels = Connect(address_, callers);
    if (channels.empty()) return absl::UnavailableError(absl::StrCat("no server at ", address_));
    return channels;
  }

  absl::StatusOr<std::unique_ptr<Query>> Make(const json& request, int callers) const {
    const std::string name = request.at("query");
    const auto made = Queries().find(name);
    if (made == Queries().end()) return absl::InvalidArgumentError(absl::StrCat("no query \"", name, "\""));
    QueryTarget target;
    target.callers = callers;
    target.dataset = request.at("dataset");
    KARVAN_ASSIGN_OR_RETURN(target.channels, Connected(callers));
    if (!request.at("snapshot").is_null()) target.snapshot = request.at("snapshot").get<int64_t>();
    return made->second(std::move(target));
  }

  const std::string address_;
  const std::vector<QueryKey> keys_;
};

json QueryNames() {
  json names = json::array();
  for (const auto& [name, make] : Queries()) names.push_back(name);
  return {{"queries", names}};
}

absl::Status Serve(const std::string& address, const std::string& keys_file) {
  KARVAN_ASSIGN_OR_RETURN(std::vector<QueryKey> keys, ReadQueryKeys(keys_file));
  Client client(address, std::move(keys));
  ServeCommands({{"queries", [](const json&) { return QueryNames(); }},
                 {"create", [&](const json& request) { return client.CreateDataset(request); }},
                 {"publish", [&](const json& request) { return client.Publish(request); }},
                 {"run", [&](const json& request) { return client.Run(request); }},
                 {"answer", [&](const json& request) { return client.Answer(request); }}},
                std::cin, std::cout);
  return absl::OkStatus();
}

}  // namespace
}  // namespace karvan::bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: " << argv[0] << " ADDRESS KEYS_FILE\n";
    return EXIT_FAILURE;
  }
  const absl::Status served = karvan::bench::Serve(argv[1], argv[2]);
  if (served.ok()) return EXIT_SUCCESS;
  std::cerr << served.message() << "\n";
  return EXIT_FAILURE;
}
