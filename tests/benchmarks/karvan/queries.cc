#include "tests/benchmarks/karvan/aggregate_query.h"
#include "tests/benchmarks/karvan/query.h"
#include "tests/benchmarks/karvan/series_query.h"

namespace karvan::bench {
namespace {

template <auto kMake, SetAggregate kSet, PeriodLabel kPeriod>
std::unique_ptr<Query> Make(QueryTarget target) {
  return kMake(std::move(target), kSet, kPeriod);
}

}  // namespace

const std::map<std::string, MakeQuery>& Queries() {
  static const auto& queries = *new std::map<std::string, MakeQuery>{
      {"q1", MakeSeriesQuery},
      {"q2", Make<MakePagedAggregate, SetPairMonths, PeriodLabel::kFirst>},
      {"q3", Make<MakePagedAggregate, SetPairByChapter, PeriodLabel::kNone>},
      {"q4", Make<MakePagedAggregate, SetReporterByPartner, PeriodLabel::kNone>},
      {"q5", Make<MakeStreamedAggregate, SetYearByProduct, PeriodLabel::kNone>},
      {"q6", Make<MakeStreamedAggregate, SetEverything, PeriodLabel::kLast>}};
  return queries;
}

}  // namespace karvan::bench
