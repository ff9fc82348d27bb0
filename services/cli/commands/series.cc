#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "services/cli/client/resource_name.h"
#include "services/cli/commands/commands.h"
#include "services/cli/commands/connect.h"
#include "services/cli/commands/time_option.h"
#include "services/cli/render/json.h"
#include "services/cli/render/labels.h"
#include "services/cli/render/series_chart.h"
#include "services/cli/render/series_rows.h"
#include "services/cli/render/table.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

constexpr int kBarWidth = 40;

struct SeriesOptions {
  std::string dataset;
  statistics::v1::SeriesKey key;
  std::string known_at;
};

std::string Heading(const statistics::v1::GetSeriesResponse& series, const std::string& dataset,
                    const Labels& labels) {
  const statistics::v1::SeriesKey& key = series.series();
  return absl::StrCat(dataset, ": ", labels.Area(key.reporter()), ", flow ", key.flow(), ", partner ",
                      labels.Area(key.partner()), ", ", key.classification(), " ",
                      labels.Product(key.product()), ", snapshot ", series.snapshot(), "\n\n");
}

std::string ToCsv(const std::vector<SeriesRow>& rows) {
  Table table({{"period"}, {"value"}, {"note"}});
  for (const SeriesRow& row : rows) {
    table.AddRow({row.period.ToString(), row.missing ? "" : row.value.ToString(), row.note});
  }
  return table.ToCsv();
}

absl::Status PrintSeries(const Session& session, const SeriesOptions& options) {
  KARVAN_ASSIGN_OR_RETURN(Labels labels, Labels::Read(session.labels_folder));
  Client client = Connect(session);
  statistics::v1::GetSeriesRequest request;
  request.set_dataset(ResourceName("datasets", options.dataset));
  *request.mutable_series() = options.key;
  if (!options.known_at.empty()) *request.mutable_as_of()->mutable_known_at() = ToTimestamp(options.known_at);
  KARVAN_ASSIGN_OR_RETURN(
      auto series,
      client.Call(client.observations(), &statistics::v1::ObservationService::Stub::GetSeries, request));
  if (session.format == Format::kJson) {
    session.out << ToJson(series) << "\n";
    return absl::OkStatus();
  }
  KARVAN_ASSIGN_OR_RETURN(std::vector<SeriesRow> rows, UnpackSeries(series));
  if (session.format == Format::kCsv) {
    session.out << ToCsv(rows);
    return absl::OkStatus();
  }
  session.out << Heading(series, request.dataset(), labels)
              << (rows.empty() ? "no figures\n" : SeriesChart(rows, kBarWidth));
  return absl::OkStatus();
}

}  // namespace

void AddSeriesCommand(CLI::App& app, Session& session, Action& action) {
  CLI::App* command = app.add_subcommand("series", "Draw one series as a small chart");
  auto options = std::make_shared<SeriesOptions>();
  statistics::v1::SeriesKey& key = options->key;
  command->add_option("DATASET", options->dataset, "Dataset: comtrade-annual")->required();
  command->add_option("REPORTER", *key.mutable_reporter(), "Area that reports: KAZ")->required();
  command->add_option("PARTNER", *key.mutable_partner(), "Area traded with: TJK")->required();
  command->add_option("FLOW", *key.mutable_flow(), "Flow: X, M, T, ...")->required();
  command->add_option("--classification", *key.mutable_classification(), "Classification; HS without it");
  command->add_option("--product", *key.mutable_product(), "Product; TOTAL without it");
  command->add_option("--known-at", options->known_at, "As it was known here at that time")
      ->check(CheckTime)
      ->type_name("TIME");
  command->callback([&session, &action, options] {
    action = [&session, options] { return PrintSeries(session, *options); };
  });
}

}  // namespace karvan::cli
