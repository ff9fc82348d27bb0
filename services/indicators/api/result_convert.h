#pragma once

#include <vector>

#include "google/protobuf/repeated_field.h"
#include "karvan/indicators/v1/observation_ref.pb.h"
#include "karvan/indicators/v1/result.pb.h"
#include "services/indicators/domain/indicator/result.h"

namespace karvan::indicators {

v1::Interval ToProto(const Interval& interval);
v1::ObservationRef ToProto(const CellKey& key);

// With the value in currency units.
v1::ObservationRef ToProto(const Observation& observation);

void AddObservations(const std::vector<Observation>& observations,
                     google::protobuf::RepeatedPtrField<v1::ObservationRef>& refs);

// Lists the observations used only when they are asked for.
v1::IndicatorResult ToProto(const IndicatorResult& result, bool include_lineage);

}  // namespace karvan::indicators
