#include "services/indicators/api/briefing_convert.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/indicators/api/claim_convert.h"
#include "services/indicators/api/result_convert.h"
#include "services/indicators/domain/briefing/briefing_text.h"

namespace karvan::indicators {
namespace {

v1::TradeSection ToProto(const TradeSection& section, bool include_lineage) {
  v1::TradeSection converted;
  converted.set_dataset(section.dataset.name);
  converted.set_dataset_name(section.dataset.display_name);
  converted.set_provider(section.dataset.provider);
  converted.set_reporter(section.reporter);
  converted.set_partner(section.partner);
  converted.set_period(section.period.ToString());
  for (const IndicatorResult& result : section.indicators) {
    *converted.add_indicators() = ToProto(result, include_lineage);
  }
  return converted;
}

v1::MirrorSide ToProto(const MirrorSide& side, bool include_lineage) {
  v1::MirrorSide converted;
  converted.set_dataset(side.dataset);
  converted.set_reporter(side.reporter);
  if (side.value) converted.set_value(side.value->ToString());
  converted.set_implied(side.implied);
  if (include_lineage) AddObservations(side.lineage, *converted.mutable_lineage());
  return converted;
}

v1::MirrorFlow ToProto(const MirrorFlow& flow, bool include_lineage) {
  v1::MirrorFlow converted;
  *converted.mutable_exports() = ToProto(flow.exports, include_lineage);
  *converted.mutable_imports() = ToProto(flow.imports, include_lineage);
  if (flow.gap) converted.set_gap(flow.gap->ToString());
  converted.set_note(flow.note);
  return converted;
}

v1::MirrorSection ToProto(const MirrorSection& section, bool include_lineage) {
  v1::MirrorSection converted;
  converted.set_period(section.period.ToString());
  *converted.mutable_first() = ToProto(section.first, include_lineage);
  *converted.mutable_second() = ToProto(section.second, include_lineage);
  converted.set_note(section.note);
  for (const MirrorFlow& flow : section.flows) *converted.add_flows() = ToProto(flow, include_lineage);
  return converted;
}

v1::TargetSection ToProto(const TargetSection& section, bool include_lineage) {
  v1::TargetSection converted;
  converted.set_target(section.target.name);
  converted.set_indicator(section.target.indicator);
  converted.set_printed(section.printed);
  if (section.value) converted.set_value(section.value->ToString());
  converted.set_unit(section.target.figure.unit);
  converted.set_dataset(section.dataset);
  if (section.base_period) converted.set_base_period(section.base_period->ToString());
  if (section.base) {
    converted.set_base_value(section.base->value->ToString());
    if (include_lineage) AddObservations(section.base->lineage, *converted.mutable_base_lineage());
  }
  if (section.gap) converted.set_gap(section.gap->ToString());
  if (section.share_reached) converted.set_share_reached(section.share_reached->ToString());
  for (const RequiredGrowth& required : section.required) {
    v1::RequiredGrowth& growth = *converted.add_required();
    growth.set_deadline(required.deadline.ToString());
    *growth.mutable_growth() = ToProto(required.growth, include_lineage);
  }
  converted.set_reason_text(section.reason_text);
  return converted;
}

v1::ForumSection ToProto(const ForumSection& section) {
  v1::ForumSection converted;
  converted.set_forum(section.forum.name);
  converted.set_title(section.forum.title);
  converted.set_first_date(section.forum.first_date);
  converted.set_agreement_count(section.agreement_count);
  for (const RegisteredWorth& worth : section.contracts_worth) {
    converted.add_registered_sums(absl::StrCat(worth.value.ToString(), " ", worth.currency));
  }
  return converted;
}

v1::AgreementSection ToProto(const Agreement& agreement) {
  v1::AgreementSection converted;
  converted.set_agreement(agreement.name);
  converted.set_title(agreement.title);
  converted.set_signature_date(agreement.signature_date);
  return converted;
}

}  // namespace

v1::Briefing ToProto(const Briefing& briefing, absl::string_view language_code, bool include_lineage) {
  v1::Briefing converted;
  converted.set_country(briefing.country);
  converted.set_partner(briefing.partner);
  converted.set_period(briefing.period.ToString());
  converted.set_language_code(std::string(language_code));
  for (const TradeSection& section : briefing.trade)
    *converted.add_trade() = ToProto(section, include_lineage);
  for (const MirrorSection& section : briefing.mirrors)
    *converted.add_mirrors() = ToProto(section, include_lineage);
  for (const TargetSection& section : briefing.targets)
    *converted.add_targets() = ToProto(section, include_lineage);
  for (const ClaimCheck& check : briefing.claims) *converted.add_claims() = ToProto(check, include_lineage);
  for (const ForumSection& section : briefing.forums) *converted.add_forums() = ToProto(section);
  for (const Agreement& agreement : briefing.agreements) *converted.add_agreements() = ToProto(agreement);
  converted.set_text(BriefingText(briefing));
  converted.set_registry_snapshot(briefing.registry_snapshot);
  return converted;
}

}  // namespace karvan::indicators
