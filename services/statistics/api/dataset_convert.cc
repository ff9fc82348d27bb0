#include "services/statistics/api/dataset_convert.h"

#include "absl/strings/str_cat.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/timestamps.h"

namespace karvan::statistics {

// The numbers of both enums agree; a change of one of them must not go unseen.
static_assert(v1::Dataset::KIND_MERCHANDISE_TRADE == static_cast<int>(DatasetKind::kMerchandiseTrade) &&
              v1::Dataset::KIND_SERVICES_TRADE == static_cast<int>(DatasetKind::kServicesTrade) &&
              v1::Dataset::KIND_DIRECT_INVESTMENT == static_cast<int>(DatasetKind::kDirectInvestment) &&
              v1::Dataset::KIND_TRANSIT_FREIGHT == static_cast<int>(DatasetKind::kTransitFreight) &&
              v1::Dataset::KIND_REFERENCE_SERIES == static_cast<int>(DatasetKind::kReferenceSeries));
static_assert(v1::Dataset::TRADE_SYSTEM_UNSPECIFIED == static_cast<int>(TradeSystem::kNotStated) &&
              v1::Dataset::TRADE_SYSTEM_GENERAL == static_cast<int>(TradeSystem::kGeneral) &&
              v1::Dataset::TRADE_SYSTEM_SPECIAL == static_cast<int>(TradeSystem::kSpecial));

v1::Dataset ToProto(const Dataset& dataset) {
  v1::Dataset proto;
  proto.set_name(DatasetName(dataset.id));
  proto.set_display_name(dataset.display_name);
  proto.set_provider(dataset.provider);
  proto.set_kind(static_cast<v1::Dataset::Kind>(dataset.kind));
  for (const std::string& reporter : dataset.reporters) proto.add_reporters(reporter);
  proto.set_currency_code(dataset.currency_code);
  proto.set_trade_system(static_cast<v1::Dataset::TradeSystem>(dataset.trade_system));
  proto.set_license(dataset.license);
  proto.set_source_uri(dataset.source_uri);
  proto.set_description(dataset.description);
  *proto.mutable_create_time() = ToProto(dataset.create_time);
  proto.set_etag(dataset.etag);
  return proto;
}

Dataset FromProto(const v1::Dataset& proto, absl::string_view path, Violations& violations) {
  Dataset dataset;
  dataset.display_name = proto.display_name();
  dataset.provider = proto.provider();
  if (proto.kind() == v1::Dataset::KIND_UNSPECIFIED || !v1::Dataset::Kind_IsValid(proto.kind())) {
    violations.Add(absl::StrCat(path, ".kind"), "must be one of the kinds of Dataset.Kind");
  } else {
    dataset.kind = static_cast<DatasetKind>(proto.kind());
  }
  dataset.reporters.assign(proto.reporters().begin(), proto.reporters().end());
  dataset.currency_code = proto.currency_code();
  if (v1::Dataset::TradeSystem_IsValid(proto.trade_system())) {
    dataset.trade_system = static_cast<TradeSystem>(proto.trade_system());
  } else {
    violations.Add(absl::StrCat(path, ".trade_system"), "must be one of the systems of Dataset.TradeSystem");
  }
  dataset.license = proto.license();
  dataset.source_uri = proto.source_uri();
  dataset.description = proto.description();
  return dataset;
}

}  // namespace karvan::statistics
