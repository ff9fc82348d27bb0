#include "services/indicators/domain/briefing/assembly.h"

#include <iterator>
#include <utility>

#include "services/indicators/domain/briefing/meetings.h"
#include "services/indicators/domain/briefing/mirror.h"
#include "services/indicators/domain/briefing/target_tracking.h"
#include "services/indicators/domain/briefing/trade_sections.h"
#include "services/indicators/domain/claim/claim_engine.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

template <typename T>
void Append(std::vector<T> more, std::vector<T>& all) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// The country's own figures first.
absl::Status AddTrade(const BriefingMaterial& material, Briefing& briefing) {
  for (const std::string& reporter : {material.country, material.partner}) {
    for (const BilateralTrade& trade : material.trades) {
      if (trade.scope().reporter != reporter) continue;
      KARVAN_ASSIGN_OR_RETURN(std::vector<TradeSection> sections,
                              TradeSectionsOf(trade, material.period, material.check_alive));
      Append(std::move(sections), briefing.trade);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Briefing> AssembleBriefing(const BriefingMaterial& material) {
  Briefing briefing;
  briefing.country = material.country;
  briefing.partner = material.partner;
  briefing.period = material.period;
  briefing.area_names = AreaNames(material.parties);
  briefing.registry_snapshot = material.registry_snapshot;
  KARVAN_RETURN_IF_ERROR(AddTrade(material, briefing));

  const Evidence evidence{material.trades, material.agreements, {}, material.check_alive};
  KARVAN_ASSIGN_OR_RETURN(briefing.claims, CheckClaims(material.claims, evidence));
  const AreaPair areas{material.country, material.partner, briefing.area_names};
  KARVAN_ASSIGN_OR_RETURN(briefing.mirrors, MirrorSections(areas, material.period, material.trades,
                                                           briefing.claims, material.check_alive));
  for (const Target& target : material.targets) {
    KARVAN_ASSIGN_OR_RETURN(std::vector<TargetSection> sections,
                            TrackTarget(target, material.trades, material.check_alive));
    Append(std::move(sections), briefing.targets);
  }
  for (const Forum& forum : material.forums) {
    KARVAN_ASSIGN_OR_RETURN(ForumSection section, WithAgreements(forum, material.agreements));
    briefing.forums.push_back(std::move(section));
  }
  briefing.agreements = AgreementsOfBoth(material.agreements, CountriesOf(material.parties), material.country,
                                         material.partner);
  return briefing;
}

}  // namespace karvan::indicators
