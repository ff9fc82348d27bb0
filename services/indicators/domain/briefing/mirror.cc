#include "services/indicators/domain/briefing/mirror.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/indicators/domain/briefing/mirror_flow.h"
#include "services/indicators/domain/briefing/trade_sections.h"
#include "services/indicators/domain/figure/format.h"
#include "services/indicators/domain/indicator/catalogue.h"
#include "services/indicators/domain/indicator/too_large.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

constexpr int kImpliedLastPlace = 5;  // implied figures are shown to a tenth of a million

bool IsTurnoverOf(const ImpliedFigure& figure, const MirrorSide& side, const std::string& partner,
                  const Period& period) {
  const CellKey& cell = figure.cell;
  return cell.reporter == side.reporter && cell.partner == partner && cell.flow == Flow::kTurnover &&
         cell.period == period;
}

absl::StatusOr<bool> Narrower(const ImpliedFigure& a, const ImpliedFigure& b) {
  if (!a.interval.upper || !b.interval.upper) return a.interval.upper.has_value();
  KARVAN_ASSIGN_OR_RETURN(Decimal width_a, a.interval.upper->Sub(*a.interval.lower));
  KARVAN_ASSIGN_OR_RETURN(Decimal width_b, b.interval.upper->Sub(*b.interval.lower));
  return width_a < width_b;
}

absl::Status FillImplied(const std::string& partner, const Period& period,
                         const std::vector<ClaimCheck>& claims, MirrorSide& side) {
  const ImpliedFigure* narrowest = nullptr;
  for (const ClaimCheck& claim : claims) {
    for (const ImpliedFigure& figure : claim.implied) {
      if (!IsTurnoverOf(figure, side, partner, period)) continue;
      if (narrowest != nullptr) {
        KARVAN_ASSIGN_OR_RETURN(bool narrower, Narrower(figure, *narrowest));
        if (!narrower) continue;
      }
      narrowest = &figure;
    }
  }
  if (narrowest == nullptr) return absl::OkStatus();
  side.dataset = narrowest->cell.dataset;
  side.value = narrowest->value;
  side.currency = narrowest->unit;
  side.last_place = kImpliedLastPlace;
  side.implied = true;
  side.lineage = narrowest->lineage;
  return absl::OkStatus();
}

absl::StatusOr<MirrorSide> SideOf(const std::string& reporter, const std::string& partner,
                                  const Period& period, const std::vector<BilateralTrade>& trades,
                                  const std::vector<ClaimCheck>& claims) {
  MirrorSide side;
  side.reporter = reporter;
  for (const BilateralTrade& trade : trades) {
    if (trade.scope().reporter != reporter || trade.scope().partner != partner) continue;
    IndicatorQuery query;
    query.period = period;
    KARVAN_ASSIGN_OR_RETURN(IndicatorResult turnover, Compute(*FindIndicator("turnover"), trade, query));
    if (!turnover.value) continue;
    side.dataset = turnover.dataset;
    side.value = turnover.value;
    side.last_place = turnover.last_place;
    side.currency = turnover.unit;
    side.lineage = std::move(turnover.lineage);
    return side;
  }
  KARVAN_RETURN_IF_ERROR(FillImplied(partner, period, claims, side));
  return side;
}

// "1,441.4 million USD implied on Tajikistan's data".
std::string SideWords(const MirrorSide& side, const AreaPair& areas) {
  const std::string data = absl::StrCat(" on ", areas.NameOf(side.reporter), "'s data");
  if (!side.value) return absl::StrCat("none", data);
  return absl::StrCat(FormatMoney(*side.value, side.last_place, side.currency),
                      side.implied ? " implied" : "", data, NoteWords(side));
}

std::string MissingSides(const MirrorSection& section, const AreaPair& areas) {
  std::string missing;
  for (const MirrorSide* side : {&section.first, &section.second}) {
    if (side->value) continue;
    const std::string& other = side == &section.first ? areas.partner : areas.country;
    absl::StrAppend(&missing, missing.empty() ? "" : " and ",
                    TradeWords(Flow::kTurnover, side->reporter, other), " ", InPeriod(section.period));
  }
  return missing;
}

absl::StatusOr<std::string> NoteOf(const MirrorSection& section, const AreaPair& areas) {
  std::string note = absl::StrCat(section.period.Label(), ": ", SideWords(section.first, areas), "; ",
                                  SideWords(section.second, areas));
  const std::string missing = MissingSides(section, areas);
  if (!missing.empty()) return absl::StrCat(note, "; mirror gap not computable: needs ", missing);
  absl::StrAppend(&note, " (two reporters, not mixed)");
  const bool comparable =
      !section.first.implied && !section.second.implied && section.first.currency == section.second.currency;
  if (!comparable) return note;
  const absl::StatusOr<Decimal> gap = section.first.value->Sub(*section.second.value);
  if (IsTooLarge(gap.status())) return absl::StrCat(note, "; mirror gap not computable: ", kTooLargeWords);
  KARVAN_RETURN_IF_ERROR(gap.status());
  const int last_place = std::max(section.first.last_place, section.second.last_place);
  return absl::StrCat(note, "; mirror gap ", FormatMoney(*gap, last_place, section.first.currency));
}

}  // namespace

std::string AreaPair::NameOf(const std::string& area) const {
  auto name = names.find(area);
  return name == names.end() ? area : name->second;
}

std::string NoteWords(const MirrorSide& side) {
  const std::vector<std::string> notes = NotesOn(side.lineage);
  return notes.empty() ? "" : absl::StrCat(" (", absl::StrJoin(notes, "; "), ")");
}

absl::StatusOr<std::vector<MirrorSection>> MirrorSections(const AreaPair& areas, const Period& period,
                                                          const std::vector<BilateralTrade>& trades,
                                                          const std::vector<ClaimCheck>& claims,
                                                          const CheckAlive& check_alive) {
  std::vector<Period> periods = YearsBefore(period);
  periods.push_back(period);
  std::vector<MirrorSection> sections;
  for (const Period& of_interest : periods) {
    KARVAN_RETURN_IF_ERROR(check_alive());
    MirrorSection section;
    section.period = of_interest;
    KARVAN_ASSIGN_OR_RETURN(section.first, SideOf(areas.country, areas.partner, of_interest, trades, claims));
    KARVAN_ASSIGN_OR_RETURN(section.second,
                            SideOf(areas.partner, areas.country, of_interest, trades, claims));
    KARVAN_ASSIGN_OR_RETURN(section.flows, MirrorFlowsIn(areas, of_interest, trades));
    const bool nothing = !section.first.value && !section.second.value && section.flows.empty();
    if (of_interest != period && nothing) continue;
    KARVAN_ASSIGN_OR_RETURN(section.note, NoteOf(section, areas));
    sections.push_back(std::move(section));
  }
  return sections;
}

}  // namespace karvan::indicators
