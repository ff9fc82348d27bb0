#include <memory>

#include "CLI/CLI.hpp"
#include "services/cli/commands/commands.h"
#include "services/cli/commands/connect.h"
#include "services/cli/commands/load_report.h"
#include "services/cli/seed/seed.h"
#include "services/cli/seed/seed_loader.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

absl::Status Load(const Session& session, const std::string& folder) {
  KARVAN_ASSIGN_OR_RETURN(Seed seed, ReadSeed(folder));
  Client client = Connect(session);
  LoadReport report(session);
  absl::Status loaded = LoadSeed(client, seed, report);
  report.Finish();
  return loaded;
}

}  // namespace

void AddLoadCommand(CLI::App& app, Session& session, Action& action) {
  CLI::App* command = app.add_subcommand(
      "load", "Load a folder of resources and data files; a repeat loads only what is missing");
  auto folder = std::make_shared<std::string>();
  command->add_option("FOLDER", *folder, "A seed folder, with a manifest.json")->required();
  command->callback(
      [&session, &action, folder] { action = [&session, folder] { return Load(session, *folder); }; });
}

}  // namespace karvan::cli
