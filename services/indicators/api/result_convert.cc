#include "services/indicators/api/result_convert.h"

#include "services/indicators/convert/qualifier.h"

namespace karvan::indicators {
namespace {

v1::Reason ToProto(Reason reason) {
  switch (reason) {
    case Reason::kNone:
      return v1::REASON_UNSPECIFIED;
    case Reason::kMissingInput:
      return v1::REASON_MISSING_INPUT;
    case Reason::kZeroDenominator:
      return v1::REASON_ZERO_DENOMINATOR;
    case Reason::kNegativeDenominator:
      return v1::REASON_NEGATIVE_DENOMINATOR;
    case Reason::kNegativeBase:
      return v1::REASON_NEGATIVE_BASE;
    case Reason::kPartialPeriod:
      return v1::REASON_PARTIAL_PERIOD;
    case Reason::kSuppressed:
      return v1::REASON_SUPPRESSED;
    case Reason::kMixedValuation:
      return v1::REASON_MIXED_VALUATION;
    case Reason::kMixedClassification:
      return v1::REASON_MIXED_CLASSIFICATION;
    case Reason::kNotDefined:
      return v1::REASON_NOT_DEFINED;
  }
  return v1::REASON_UNSPECIFIED;
}

}  // namespace

v1::Interval ToProto(const Interval& interval) {
  v1::Interval converted;
  if (interval.lower) converted.set_lower(interval.lower->ToString());
  if (interval.upper) converted.set_upper(interval.upper->ToString());
  converted.set_lower_closed(interval.lower && interval.lower_closed);
  converted.set_upper_closed(interval.upper && interval.upper_closed);
  return converted;
}

v1::ObservationRef ToProto(const CellKey& key) {
  v1::ObservationRef ref;
  ref.set_dataset(key.dataset);
  ref.set_reporter(key.reporter);
  ref.set_partner(key.partner);
  ref.set_flow(std::string(FlowCode(key.flow)));
  ref.set_classification(key.classification);
  ref.set_product(key.product);
  ref.set_period(key.period.ToString());
  return ref;
}

v1::ObservationRef ToProto(const Observation& observation) {
  v1::ObservationRef ref = ToProto(observation.key);
  if (observation.figure) {
    // A figure that was used has been shifted before, so it fits.
    ref.set_value(Amount(*observation.figure).value_or(observation.figure->value).ToString());
    ref.set_qualifier(ToProto(observation.figure->qualifier));
  }
  ref.set_statement(observation.statement);
  ref.set_confidential(observation.confidential);
  return ref;
}

void AddObservations(const std::vector<Observation>& observations,
                     google::protobuf::RepeatedPtrField<v1::ObservationRef>& refs) {
  for (const Observation& observation : observations) *refs.Add() = ToProto(observation);
}

v1::IndicatorResult ToProto(const IndicatorResult& result, bool include_lineage) {
  v1::IndicatorResult converted;
  converted.set_indicator(result.indicator);
  if (result.flow) converted.set_flow(std::string(FlowCode(*result.flow)));
  if (result.value) converted.set_value(result.value->ToString());
  converted.set_unit(result.unit);
  converted.set_reason(ToProto(result.absence.reason));
  converted.set_reason_text(result.absence.text);
  if (result.interval) *converted.mutable_interval() = ToProto(*result.interval);
  if (result.printed_interval) *converted.mutable_printed_interval() = ToProto(*result.printed_interval);
  converted.set_variant(result.variant);
  converted.set_dataset(result.dataset);
  converted.set_snapshot(result.snapshot);
  converted.set_algorithm_version(kAlgorithmVersion);
  if (include_lineage) AddObservations(result.lineage, *converted.mutable_lineage());
  for (const CellKey& key : result.absence.missing) *converted.add_missing() = ToProto(key);
  for (const std::string& note : result.notes) converted.add_notes(note);
  return converted;
}

}  // namespace karvan::indicators
