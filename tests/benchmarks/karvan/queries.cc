#include "tests/benchmarks/karvan/query.h"
#include "tests/benchmarks/karvan/series_query.h"

namespace karvan::bench {

const std::map<std::string, MakeQuery>& Queries() {
  static const auto& queries = *new std::map<std::string, MakeQuery>{{"q1", MakeSeriesQuery}};
  return queries;
}

}  // namespace karvan::bench
