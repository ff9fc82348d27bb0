#pragma once

#include "services/cli/session.h"

namespace CLI {
class App;
}

namespace karvan::cli {

// Each adds one command to the app. When the command line names it, `action` is set to what it does;
// `session` is read only then, and both must outlive the parsing.
void AddServeCommand(CLI::App& app, Session& session, Action& action);
void AddLoadCommand(CLI::App& app, Session& session, Action& action);
void AddDatasetsCommand(CLI::App& app, Session& session, Action& action);
void AddQueryCommand(CLI::App& app, Session& session, Action& action);
void AddSeriesCommand(CLI::App& app, Session& session, Action& action);
void AddStatisticsCommand(CLI::App& app, Session& session, Action& action);
void AddAgreementsCommand(CLI::App& app, Session& session, Action& action);
void AddClaimsCommand(CLI::App& app, Session& session, Action& action);
void AddBriefingCommand(CLI::App& app, Session& session, Action& action);

}  // namespace karvan::cli
