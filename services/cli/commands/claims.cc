#include <memory>

#include "CLI/CLI.hpp"
#include "services/cli/client/resource_name.h"
#include "services/cli/commands/commands.h"
#include "services/cli/commands/connect.h"
#include "services/cli/commands/time_option.h"
#include "services/cli/render/claim_checks.h"
#include "services/cli/render/json.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

struct ClaimsOptions {
  std::vector<std::string> claims;
  std::vector<std::string> areas;
  std::vector<std::string> datasets;
  std::string known_at;
  bool lineage = false;
};

indicators::v1::CheckClaimsRequest ToRequest(const ClaimsOptions& options) {
  indicators::v1::CheckClaimsRequest request;
  for (const std::string& claim : options.claims) request.add_claims(ResourceName("claims", claim));
  for (const std::string& area : options.areas) request.add_areas(area);
  for (const std::string& dataset : options.datasets) request.add_datasets(ResourceName("datasets", dataset));
  if (!options.known_at.empty()) *request.mutable_known_at() = ToTimestamp(options.known_at);
  request.set_include_lineage(options.lineage);
  return request;
}

absl::Status CheckClaims(const Session& session, const ClaimsOptions& options) {
  Client client = Connect(session);
  KARVAN_ASSIGN_OR_RETURN(
      auto answer, client.Call(client.indicators(), &indicators::v1::IndicatorService::Stub::CheckClaims,
                               ToRequest(options)));
  switch (session.format) {
    case Format::kTable:
      session.out << ClaimChecksText(answer.checks(), session.width);
      break;
    case Format::kCsv:
      session.out << ClaimChecksTable(answer.checks()).ToCsv();
      break;
    case Format::kJson:
      session.out << ToJsonArray(answer.checks());
      break;
  }
  return absl::OkStatus();
}

}  // namespace

void AddClaimsCommand(CLI::App& app, Session& session, Action& action) {
  CLI::App* command = app.add_subcommand("claims", "Published figures");
  command->require_subcommand(1);
  CLI::App* check =
      command->add_subcommand("check", "Check published figures against the data of the offices they quote");
  auto options = std::make_shared<ClaimsOptions>();
  auto* claims = check->add_option("CLAIM", options->claims, "Claims: tjk-turnover-2023 ...");
  auto* areas =
      check->add_option("--areas", options->areas, "All about these two areas and their forums: KAZ,TJK");
  areas->delimiter(',')->expected(2)->excludes(claims);
  check->add_option("--dataset", options->datasets, "Datasets that may serve as evidence")
      ->delimiter(',')
      ->allow_extra_args(false);
  check->add_option("--known-at", options->known_at, "With the figures known here at that time")
      ->check(CheckTime)
      ->type_name("TIME");
  check->add_flag("--lineage", options->lineage, "With the observations used; --format=json shows them");
  check->callback([&session, &action, options] {
    if (options->claims.empty() && options->areas.empty()) {
      throw CLI::RequiredError("CLAIM or --areas");  // how CLI11 wants to be told
    }
    action = [&session, options] { return CheckClaims(session, *options); };
  });
}

}  // namespace karvan::cli
