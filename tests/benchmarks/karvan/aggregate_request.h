#pragma once

#include "karvan/statistics/v1/observation_service.pb.h"
#include "tests/benchmarks/client/query_key.h"

// What Q2 to Q6 ask for: each sets which cells, and how they become rows.
namespace karvan::bench {

using statistics::v1::Aggregation;
using statistics::v1::ObservationFilter;
using SetAggregate = void (*)(const QueryKey& key, ObservationFilter& filter, Aggregation& aggregation);

void SetPairMonths(const QueryKey& key, ObservationFilter& filter, Aggregation& aggregation);         // Q2
void SetPairByChapter(const QueryKey& key, ObservationFilter& filter, Aggregation& aggregation);      // Q3
void SetReporterByPartner(const QueryKey& key, ObservationFilter& filter, Aggregation& aggregation);  // Q4
void SetYearByProduct(const QueryKey& key, ObservationFilter& filter, Aggregation& aggregation);      // Q5
void SetEverything(const QueryKey& key, ObservationFilter& filter, Aggregation& aggregation);         // Q6

}  // namespace karvan::bench
