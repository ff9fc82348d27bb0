#pragma once

#include <memory>

#include "tests/benchmarks/karvan/aggregate_request.h"
#include "tests/benchmarks/karvan/query.h"

namespace karvan::bench {

// Where the period of a row stands among the labels of an answer.
enum class PeriodLabel { kNone, kFirst, kLast };

// One page of rows, by AggregateObservations.
std::unique_ptr<Query> MakePagedAggregate(QueryTarget target, SetAggregate set, PeriodLabel period);

// All rows in columns, by StreamAggregates.
std::unique_ptr<Query> MakeStreamedAggregate(QueryTarget target, SetAggregate set, PeriodLabel period);

}  // namespace karvan::bench
