#pragma once

#include <memory>

#include "tests/benchmarks/karvan/query.h"

namespace karvan::bench {

// Q1: one series, all months, by GetSeries.
std::unique_ptr<Query> MakeSeriesQuery(QueryTarget target);

}  // namespace karvan::bench
