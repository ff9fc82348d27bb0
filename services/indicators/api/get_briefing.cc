#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/indicators/api/briefing_convert.h"
#include "services/indicators/api/gathering.h"
#include "services/indicators/api/indicator_handlers.h"
#include "services/indicators/api/request_reading.h"
#include "services/indicators/api/together.h"
#include "services/indicators/domain/briefing/assembly.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

constexpr char kEnglish[] = "en";

struct BriefingRequest {
  Period period;
  AsOf as_of;
};

absl::StatusOr<BriefingRequest> Validate(const v1::GetBriefingRequest& request) {
  BriefingRequest read;
  Violations violations;
  CheckCountry("country", request.country(), violations);
  CheckCountry("partner", request.partner(), violations);
  if (!request.country().empty() && request.country() == request.partner()) {
    violations.Add("partner", absl::StrCat("\"", request.partner(), "\" must be another country"));
  }
  read.period = ReadPeriod("period", request.period(), violations);
  if (request.has_known_at()) read.as_of.known_at = ReadTime("known_at", request.known_at(), violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  if (!request.language_code().empty() && request.language_code() != kEnglish) {
    return Error(
        absl::StatusCode::kInvalidArgument, "LANGUAGE_UNKNOWN",
        absl::StrCat("the text is not offered in \"", request.language_code(), "\"; allowed: \"en\""),
        {{"allowed", kEnglish}});
  }
  return read;
}

}  // namespace

Task<absl::StatusOr<v1::Briefing>> IndicatorHandlers::GetBriefing(
    const rpc::CallContext& call, const v1::GetBriefingRequest& request) const {
  KARVAN_CO_ASSIGN_OR_RETURN(BriefingRequest read, Validate(request));
  const std::string country = request.country();
  const std::string partner = request.partner();

  SharedRegistry registry;
  std::vector<Dataset> datasets;
  std::vector<Task<absl::Status>> tasks;
  tasks.push_back(Into(GatherRegistry(call, agreements_, country, partner), registry));
  tasks.push_back(Into(statistics_.ListDatasets(call), datasets));
  auto gathering = Together(std::move(tasks));
  absl::Status gathered = co_await std::move(gathering);
  if (!gathered.ok()) co_return gathered;

  AreaPairs pairs = {{country, partner}, {partner, country}};
  std::vector<Dataset> named;
  auto gathering_trades =
      GatherTrades(call, statistics_, std::move(pairs), std::move(named), std::move(datasets), read.as_of);
  absl::StatusOr<std::vector<BilateralTrade>> trades = co_await std::move(gathering_trades);
  if (!trades.ok()) co_return trades.status();

  const BriefingMaterial material{.country = country,
                                  .partner = partner,
                                  .period = read.period,
                                  .trades = *std::move(trades),
                                  .claims = std::move(registry.claims),
                                  .targets = std::move(registry.targets),
                                  .forums = std::move(registry.forums),
                                  .agreements = std::move(registry.agreements),
                                  .parties = std::move(registry.parties),
                                  .registry_snapshot = registry.snapshot,
                                  .check_alive = [&call] { return call.CheckAlive(); }};
  KARVAN_CO_ASSIGN_OR_RETURN(Briefing briefing, AssembleBriefing(material));
  co_return ToProto(briefing, kEnglish, request.include_lineage());
}

}  // namespace karvan::indicators
