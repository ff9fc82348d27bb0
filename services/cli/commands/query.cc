#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "services/cli/client/paging.h"
#include "services/cli/commands/commands.h"
#include "services/cli/commands/connect.h"
#include "services/cli/commands/number_option.h"
#include "services/cli/commands/query_request.h"
#include "services/cli/commands/time_option.h"
#include "services/cli/render/amount.h"
#include "services/cli/render/enum_word.h"
#include "services/cli/render/labels.h"
#include "services/cli/render/print.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

using statistics::v1::Observation;

// A breakdown is shown where it is not the total.
std::string Breakdown(const std::string& code, absl::string_view total) { return code == total ? "" : code; }

Table ToTable(const std::vector<Observation>& observations, const Labels& labels) {
  using Align = Table::Align;
  Table table({{"reporter"},
               {"partner"},
               {"flow"},
               {"classification"},
               {"product"},
               {"second_partner"},
               {"customs_procedure"},
               {"transport_mode"},
               {"period"},
               {"value", Align::kRight},
               {"multiplier"},
               {"net_weight_kg", Align::kRight},
               {"quantity", Align::kRight},
               {"quantity_unit"},
               {"qualifier"},
               {"status"},
               {"statement"}});
  for (const Observation& cell : observations) {
    const statistics::v1::SeriesKey& series = cell.series();
    table.AddRow({labels.Area(series.reporter()), labels.Area(series.partner()), series.flow(),
                  series.classification(), labels.Product(series.product()),
                  Breakdown(series.second_partner(), "W00"), Breakdown(series.customs_procedure(), "C00"),
                  Breakdown(series.transport_mode(), "0"), cell.period(), cell.value(),
                  MultiplierName(cell.unit_multiplier()), cell.net_weight(), cell.quantity(),
                  cell.quantity_unit(), EnumWord(type::v1::Qualifier_Name(cell.qualifier()), "QUALIFIER_"),
                  cell.status() == "A" ? "" : cell.status(), cell.statement()});
  }
  return table;
}

absl::Status Query(const Session& session, const QueryOptions& options) {
  KARVAN_ASSIGN_OR_RETURN(Labels labels, Labels::Read(session.labels_folder));
  Client client = Connect(session);
  std::vector<Observation> observations;
  bool more = false;
  int64_t snapshot = 0;
  auto take = [&](const statistics::v1::QueryObservationsResponse& page) {
    for (const Observation& cell : page.observations()) {
      if (std::ssize(observations) < options.limit) observations.push_back(cell);
    }
    snapshot = page.snapshot();
    more = !page.next_page_token().empty();
    return std::ssize(observations) < options.limit;
  };
  KARVAN_RETURN_IF_ERROR(ForEachPage(client, client.observations(),
                                     &statistics::v1::ObservationService::Stub::QueryObservations,
                                     ToRequest(options), take));
  PrintRows(session, ToTable(observations, labels), observations);
  session.err << absl::StrCat(observations.size(), observations.size() == 1 ? " cell" : " cells",
                              ", snapshot ", snapshot, more ? "; there are more: raise --limit\n" : "\n");
  return absl::OkStatus();
}

}  // namespace

void AddQueryCommand(CLI::App& app, Session& session, Action& action) {
  CLI::App* command =
      app.add_subcommand("query", "Print the cells of a dataset that match all options given");
  auto options = std::make_shared<QueryOptions>();
  command->add_option("DATASET", options->dataset, "Dataset: comtrade-annual")->required();
  auto codes = [command](const std::string& name, std::vector<std::string>& field, const std::string& help) {
    command->add_option(name, field, help)->delimiter(',')->allow_extra_args(false)->type_name("CODE,...");
  };
  codes("--reporter", options->reporters, "Areas that report: KAZ,TJK");
  codes("--partner", options->partners, "Areas traded with; W00 is the World");
  codes("--flow", options->flows, "Flows: X exports, M imports, T turnover as published, ...");
  codes("--classification", options->classifications, "Classifications: HS, H0 to H6, S1 to S4");
  codes("--product", options->products, "Products: TOTAL, 27, 030194");
  codes("--second-partner", options->second_partners, "Second partners; * is all, without it the total");
  codes("--customs-procedure", options->customs_procedures,
        "Customs procedures; * is all, without it the total");
  codes("--transport-mode", options->transport_modes, "Modes of transport; * is all, without it the total");
  codes("--period", options->periods, "Periods: 2023, 2024-07, 2024-Q1, 2024-S1, 2024-01-01/P7M");
  command->add_option("--from", options->first_period, "From the first month of this period on");
  command->add_option("--to", options->last_period, "Up to the last month of this period");
  CLI::Option* known_at =
      command->add_option("--known-at", options->known_at, "As it was known here at that time")
          ->check(CheckTime)
          ->type_name("TIME");
  command->add_option("--snapshot", options->snapshot, "As visible at the snapshot of an earlier answer")
      ->check(CheckNotNegative)
      ->excludes(known_at);
  command->add_option("--limit", options->limit, "Print at most so many cells")
      ->check(CheckAboveZero)
      ->capture_default_str();
  command->callback(
      [&session, &action, options] { action = [&session, options] { return Query(session, *options); }; });
}

}  // namespace karvan::cli
