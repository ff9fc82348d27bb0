#include "services/indicators/clients/statistics_reading.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "services/indicators/convert/qualifier.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {

Dataset ReadDataset(const statistics::v1::Dataset& dataset) {
  return {.name = dataset.name(),
          .display_name = dataset.display_name(),
          .provider = dataset.provider(),
          .merchandise_trade = dataset.kind() == statistics::v1::Dataset::KIND_MERCHANDISE_TRADE,
          .reporters = {dataset.reporters().begin(), dataset.reporters().end()},
          .currency = dataset.currency_code()};
}

absl::StatusOr<Observation> ReadObservation(const std::string& dataset,
                                            const statistics::v1::Observation& observation) {
  const statistics::v1::SeriesKey& series = observation.series();
  const std::optional<Flow> flow = ParseFlow(series.flow());
  if (!flow) return absl::InvalidArgumentError(absl::StrCat("flow \"", series.flow(), "\""));
  KARVAN_ASSIGN_OR_RETURN(const Period period, Period::Parse(observation.period()));
  Observation read;
  read.key = {.dataset = dataset,
              .reporter = series.reporter(),
              .partner = series.partner(),
              .flow = *flow,
              .classification = series.classification(),
              .product = series.product(),
              .period = period};
  if (!observation.value().empty()) {
    QuotedFigure figure;
    KARVAN_ASSIGN_OR_RETURN(figure.value, Decimal::Parse(observation.value()));
    figure.qualifier = QualifierFromProto(observation.qualifier());
    figure.unit_multiplier = observation.unit_multiplier();
    read.figure = std::move(figure);
  }
  read.confidential = !observation.confidentiality().empty() && observation.confidentiality() != "F";
  read.valuation = observation.valuation();
  read.statement = observation.statement();
  return read;
}

}  // namespace karvan::indicators
