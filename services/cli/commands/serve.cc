#include <memory>
#include <optional>

#include "CLI/CLI.hpp"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "services/cli/commands/commands.h"
#include "services/cli/commands/time_option.h"
#include "services/cli/seed/seed.h"
#include "services/cli/suite/suite.h"
#include "services/platform/process/ready_file.h"
#include "services/platform/rpc/shutdown_signal.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

struct ServeOptions {
  std::string data_folder;
  bool ephemeral = false;
  std::string seed_folder;
  std::string host = "127.0.0.1";
  int port = 50051;
  std::string clock;
  std::string ready_file;
  std::optional<int> metrics_port;
};

absl::StatusOr<SuiteOptions> ToSuiteOptions(const ServeOptions& options) {
  SuiteOptions suite;
  suite.listen_address = absl::StrCat(options.host, ":", options.port);
  suite.data_folder = options.data_folder;
  if (!options.clock.empty()) suite.clock = ToTime(options.clock);
  if (options.metrics_port) suite.metrics_address = absl::StrCat(options.host, ":", *options.metrics_port);
  if (!options.seed_folder.empty()) {
    KARVAN_ASSIGN_OR_RETURN(suite.seed, ReadSeed(options.seed_folder));
  }
  return suite;
}

absl::Status Serve(const Session& session, const ServeOptions& options) {
  rpc::ShutdownSignal signal;  // before any thread is started
  const process::ReadyFile ready_file(options.ready_file);
  KARVAN_ASSIGN_OR_RETURN(SuiteOptions suite_options, ToSuiteOptions(options));
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<Suite> suite, Suite::Start(std::move(suite_options)));
  session.out << "karvan serves on " << suite->address() << std::endl;
  KARVAN_RETURN_IF_ERROR(ready_file.Write(suite->address()));
  signal.Wait();
  suite->Stop();
  session.out << "karvan has stopped" << std::endl;
  return absl::OkStatus();
}

// That nothing can be served here is an answer, and no server was called: an error that elsewhere says that
// no server answered becomes one that does not.
absl::Status OfThisProcess(const absl::Status& status) {
  if (!absl::IsUnavailable(status) && !absl::IsDeadlineExceeded(status)) return status;
  absl::Status refused = absl::FailedPreconditionError(status.message());
  status.ForEachPayload(
      [&refused](auto type_url, const absl::Cord& payload) { refused.SetPayload(type_url, payload); });
  return refused;
}

}  // namespace

void AddServeCommand(CLI::App& app, Session& session, Action& action) {
  CLI::App* command =
      app.add_subcommand("serve", "Run all services in this process, until SIGTERM or Ctrl-C");
  auto options = std::make_shared<ServeOptions>();
  CLI::Option_group* store = command->add_option_group("Store", "One of the two is needed");
  store->add_option("--data", options->data_folder, "Keep everything in this folder, made when missing")
      ->type_name("FOLDER");
  CLI::Option* ephemeral = store->add_flag(
      "--ephemeral", options->ephemeral,
      "Keep everything in memory, with the same ids in every run, and serve karvan.testing.v1");
  store->require_option(1);
  command
      ->add_option("--seed", options->seed_folder,
                   "Hold this seed folder from the start, and after each Reset")
      ->needs(ephemeral)
      ->type_name("FOLDER");
  command->add_option("--host", options->host, "Address to listen on")->capture_default_str();
  command->add_option("--port", options->port, "Port to listen on; 0 takes a free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  command
      ->add_option("--metrics-port", options->metrics_port,
                   "Serve Prometheus metrics on this port; 0 takes a free one")
      ->check(CLI::Range(0, 65535));
  command->add_option("--clock", options->clock, "A clock that stands still at this time, for tests")
      ->check(CheckTime)
      ->type_name("TIME");
  command
      ->add_option("--ready-file", options->ready_file,
                   "Holds a line HOST:PORT while all services answer; an older file is removed first")
      ->type_name("FILE");
  command->callback([&session, &action, options] {
    action = [&session, options] { return OfThisProcess(Serve(session, *options)); };
  });
}

}  // namespace karvan::cli
