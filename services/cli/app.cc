#include "services/cli/app.h"

#include <set>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/commands/commands.h"
#include "services/cli/commands/number_option.h"
#include "services/cli/exit_code.h"
#include "services/cli/render/error_text.h"
#include "services/platform/process/version.h"

namespace karvan::cli {
namespace {

constexpr char kFooter[] =
    "Exit codes: 0 done; 1 refused, the reason is on stderr; 2 the command line is wrong; 3 no server "
    "answered in time.";

void AddSharedOptions(CLI::App& app, Session& session) {
  app.add_option("--address", session.address, "The suite to call: HOST:PORT")
      ->envname("KARVAN_ADDRESS")
      ->capture_default_str();
  auto own_address = [&app](const std::string& service, std::string& address) {
    app.add_option("--" + service + "-address", address, "The " + service + " service, where it stands apart")
        ->type_name("HOST:PORT");
  };
  own_address("agreements", session.agreements_address);
  own_address("statistics", session.statistics_address);
  own_address("indicators", session.indicators_address);
  static const std::map<std::string, Format> kFormats = {
      {"table", Format::kTable}, {"json", Format::kJson}, {"csv", Format::kCsv}};
  app.add_option("--format", session.format, "How answers are printed: table, json or csv")
      ->transform(CLI::CheckedTransformer(kFormats).description(""))
      ->type_name("FORMAT")
      ->default_str("table");
  app.add_option("--timeout", session.timeout_seconds,
                 "How long each call may take, in seconds; the upload of a file a second more for each MiB")
      ->check(CheckAboveZero)
      ->type_name("SECONDS")
      ->capture_default_str();
  app.add_option("--labels", session.labels_folder,
                 "A folder of code lists, to print names of areas and products too")
      ->check(CLI::ExistingDirectory)
      ->type_name("FOLDER");
}

// The addresses that calls may have gone to.
std::string Addresses(const Session& session) {
  std::set<std::string> addresses;
  for (const std::string& own :
       {session.agreements_address, session.statistics_address, session.indicators_address}) {
    addresses.insert(own.empty() ? session.address : own);
  }
  return absl::StrJoin(addresses, ", ");
}

}  // namespace

int RunCommandLine(int argc, const char* const* argv, Session& session) {
  CLI::App app("Trade statistics, agreements and indicators of partner countries", "karvan");
  app.footer(kFooter);
  app.set_version_flag("--version", absl::StrCat("karvan ", process::Version()),
                       "Print the version and exit");
  app.require_subcommand(1);
  app.fallthrough();  // the shared options may follow the command
  AddSharedOptions(app, session);
  Action action;
  AddServeCommand(app, session, action);
  AddLoadCommand(app, session, action);
  AddDatasetsCommand(app, session, action);
  AddQueryCommand(app, session, action);
  AddSeriesCommand(app, session, action);
  AddStatisticsCommand(app, session, action);
  AddAgreementsCommand(app, session, action);
  AddClaimsCommand(app, session, action);
  AddBriefingCommand(app, session, action);

  try {  // CLI11 tells help and errors by exceptions
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, session.out, session.err) == 0 ? kDone : kUsage;
  }
  absl::Status done = action();
  if (!done.ok()) session.err << ErrorText(done, Addresses(session));
  return ToExitCode(done);
}

}  // namespace karvan::cli
