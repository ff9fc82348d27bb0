#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/util/time_util.h"
#include "services/cli/client/paging.h"
#include "services/cli/client/resource_name.h"
#include "services/cli/commands/commands.h"
#include "services/cli/commands/connect.h"
#include "services/cli/render/amount.h"
#include "services/cli/render/enum_word.h"
#include "services/cli/render/print.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

using statistics::v1::Dataset;
using statistics::v1::Release;

absl::Status PrintDatasets(const Session& session) {
  Client client = Connect(session);
  std::vector<Dataset> datasets;
  KARVAN_RETURN_IF_ERROR(ForEachPage(
      client, client.datasets(), &statistics::v1::DatasetService::Stub::ListDatasets,
      statistics::v1::ListDatasetsRequest(), [&datasets](const statistics::v1::ListDatasetsResponse& page) {
        datasets.insert(datasets.end(), page.datasets().begin(), page.datasets().end());
        return true;
      }));
  Table table({{"dataset"}, {"kind"}, {"reporters"}, {"currency"}, {"provider", {}, 50}, {"name", {}, 60}});
  for (const Dataset& dataset : datasets) {
    table.AddRow({ResourceId(dataset.name()), EnumWord(Dataset::Kind_Name(dataset.kind()), "KIND_"),
                  absl::StrJoin(dataset.reporters(), " "), dataset.currency_code(), dataset.provider(),
                  dataset.display_name()});
  }
  PrintRows(session, table, datasets);
  return absl::OkStatus();
}

absl::Status PrintReleases(const Session& session, const std::string& dataset) {
  Client client = Connect(session);
  statistics::v1::ListReleasesRequest request;
  request.set_parent(ResourceName("datasets", dataset));
  std::vector<Release> releases;
  KARVAN_RETURN_IF_ERROR(
      ForEachPage(client, client.releases(), &statistics::v1::ReleaseService::Stub::ListReleases, request,
                  [&releases](const statistics::v1::ListReleasesResponse& page) {
                    releases.insert(releases.end(), page.releases().begin(), page.releases().end());
                    return true;
                  }));
  using Align = Table::Align;
  Table table({{"release", Align::kRight},
               {"state"},
               {"sequence", Align::kRight},
               {"observations", Align::kRight},
               {"problems", Align::kRight},
               {"published_at"},
               {"description", {}, 60}});
  for (const Release& release : releases) {
    auto time = google::protobuf::util::TimeUtil::ToString(release.published_at());
    table.AddRow({ResourceId(release.name()), EnumWord(Release::State_Name(release.state()), "STATE_"),
                  absl::StrCat(release.sequence()), GroupDigits(absl::StrCat(release.observation_count())),
                  absl::StrCat(release.problem_count()), release.has_published_at() ? time : "",
                  release.description()});
  }
  PrintRows(session, table, releases);
  return absl::OkStatus();
}

}  // namespace

void AddDatasetsCommand(CLI::App& app, Session& session, Action& action) {
  CLI::App* command = app.add_subcommand("datasets", "List the datasets, or the releases of one");
  auto dataset = std::make_shared<std::string>();
  command->add_option("DATASET", *dataset, "List the releases of this one: tjk-agency");
  command->callback([&session, &action, dataset] {
    action = [&session, dataset] {
      return dataset->empty() ? PrintDatasets(session) : PrintReleases(session, *dataset);
    };
  });
}

}  // namespace karvan::cli
