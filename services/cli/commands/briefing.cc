#include <memory>

#include "CLI/CLI.hpp"
#include "services/cli/commands/commands.h"
#include "services/cli/commands/connect.h"
#include "services/cli/commands/time_option.h"
#include "services/cli/render/enum_word.h"
#include "services/cli/render/json.h"
#include "services/cli/render/table.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

struct BriefingOptions {
  indicators::v1::GetBriefingRequest request;
  std::string known_at;
  bool lineage = false;
};

// The figures of trade alone, a row each: text has no rows.
Table TradeTable(const indicators::v1::Briefing& briefing) {
  Table table({{"dataset"},
               {"reporter"},
               {"partner"},
               {"period"},
               {"indicator"},
               {"flow"},
               {"variant"},
               {"value"},
               {"unit"},
               {"reason"}});
  for (const indicators::v1::TradeSection& section : briefing.trade()) {
    for (const indicators::v1::IndicatorResult& result : section.indicators()) {
      table.AddRow({section.dataset(), section.reporter(), section.partner(), section.period(),
                    result.indicator(), result.flow(), result.variant(), result.value(), result.unit(),
                    EnumWord(indicators::v1::Reason_Name(result.reason()), "REASON_")});
    }
  }
  return table;
}

absl::Status PrintBriefing(const Session& session, const BriefingOptions& options) {
  Client client = Connect(session);
  indicators::v1::GetBriefingRequest request = options.request;
  if (!options.known_at.empty()) *request.mutable_known_at() = ToTimestamp(options.known_at);
  request.set_include_lineage(options.lineage);
  KARVAN_ASSIGN_OR_RETURN(
      auto briefing,
      client.Call(client.indicators(), &indicators::v1::IndicatorService::Stub::GetBriefing, request));
  switch (session.format) {
    case Format::kTable:
      session.out << briefing.text();
      break;
    case Format::kCsv:
      session.out << TradeTable(briefing).ToCsv();
      break;
    case Format::kJson:
      session.out << ToJson(briefing) << "\n";
      break;
  }
  return absl::OkStatus();
}

}  // namespace

void AddBriefingCommand(CLI::App& app, Session& session, Action& action) {
  CLI::App* command =
      app.add_subcommand("briefing", "Print what an official needs before meeting a partner country");
  auto options = std::make_shared<BriefingOptions>();
  indicators::v1::GetBriefingRequest& request = options->request;
  command->add_option("COUNTRY", *request.mutable_country(), "The official's country: KAZ")->required();
  command->add_option("PARTNER", *request.mutable_partner(), "The partner country: TJK")->required();
  command->add_option("PERIOD", *request.mutable_period(), "The period: 2024-01-01/P7M")->required();
  command->add_option("--language", *request.mutable_language_code(), "Language of the text: en");
  command->add_option("--known-at", options->known_at, "With the figures known here at that time")
      ->check(CheckTime)
      ->type_name("TIME");
  command->add_flag("--lineage", options->lineage, "With the observations used; --format=json shows them");
  command->callback([&session, &action, options] {
    action = [&session, options] { return PrintBriefing(session, *options); };
  });
}

}  // namespace karvan::cli
