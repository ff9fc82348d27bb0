#include "services/indicators/api/claim_convert.h"

#include "services/indicators/api/result_convert.h"

namespace karvan::indicators {
namespace {

v1::Verdict ToProto(Verdict verdict) {
  switch (verdict) {
    case Verdict::kConsistent:
      return v1::VERDICT_CONSISTENT;
    case Verdict::kPossible:
      return v1::VERDICT_POSSIBLE;
    case Verdict::kInconsistent:
      return v1::VERDICT_INCONSISTENT;
    case Verdict::kUnitSuspect:
      return v1::VERDICT_UNIT_SUSPECT;
    case Verdict::kWrongDenominator:
      return v1::VERDICT_WRONG_DENOMINATOR;
    case Verdict::kLogarithm:
      return v1::VERDICT_LOGARITHM;
    case Verdict::kPartsDoNotAdd:
      return v1::VERDICT_PARTS_DO_NOT_ADD;
    case Verdict::kNotIndependent:
      return v1::VERDICT_NOT_INDEPENDENT;
    case Verdict::kNotComputable:
      return v1::VERDICT_NOT_COMPUTABLE;
  }
  return v1::VERDICT_UNSPECIFIED;
}

v1::Finding ToProto(const Finding& finding) {
  v1::Finding converted;
  converted.set_verdict(ToProto(finding.verdict));
  converted.set_explanation(finding.explanation);
  if (finding.right_value) converted.set_right_value(finding.right_value->ToString());
  converted.set_unit_shift(finding.unit_shift);
  return converted;
}

v1::ImpliedFigure ToProto(const ImpliedFigure& figure, bool include_lineage) {
  v1::ImpliedFigure converted;
  converted.set_indicator(figure.cell.flow == Flow::kTurnover ? "turnover" : "trade_value");
  converted.set_flow(std::string(FlowCode(figure.cell.flow)));
  converted.set_reporter(figure.cell.reporter);
  converted.set_partner(figure.cell.partner);
  converted.set_period(figure.cell.period.ToString());
  converted.set_value(figure.value.ToString());
  converted.set_unit(figure.unit);
  *converted.mutable_interval() = ToProto(figure.interval);
  if (figure.printed_interval) *converted.mutable_printed_interval() = ToProto(*figure.printed_interval);
  converted.set_basis(figure.basis);
  if (include_lineage) AddObservations(figure.lineage, *converted.mutable_lineage());
  return converted;
}

}  // namespace

v1::ClaimCheck ToProto(const ClaimCheck& check, bool include_lineage) {
  v1::ClaimCheck converted;
  converted.set_claim(check.claim.name);
  converted.set_printed(check.printed);
  converted.set_subject(check.subject);
  converted.set_verdict(ToProto(check.verdict().verdict));
  converted.set_explanation(check.verdict().explanation);
  for (const Finding& finding : check.findings) *converted.add_findings() = ToProto(finding);
  if (check.meant) *converted.mutable_meant() = ToProto(*check.meant);
  if (check.literal) *converted.mutable_literal() = ToProto(*check.literal);
  if (check.computed) *converted.mutable_computed() = ToProto(*check.computed, include_lineage);
  AddObservations(check.comparators, *converted.mutable_comparators());
  for (const CellKey& key : check.missing) *converted.add_missing() = ToProto(key);
  for (const ImpliedFigure& figure : check.implied) {
    *converted.add_implied() = ToProto(figure, include_lineage);
  }
  return converted;
}

}  // namespace karvan::indicators
