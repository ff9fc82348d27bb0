#include "services/statistics/domain/scope.h"

#include <algorithm>

namespace karvan::statistics {
namespace {

bool Takes(const std::vector<Code>& codes, Code code) {
  return codes.empty() || std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

bool Scope::Covers(const GroupKey& group, Code product, int cell_first_month, int cell_month_count) const {
  return cell_first_month >= first_month && cell_first_month + cell_month_count <= end_month &&
         Takes(reporters, group.reporter) && Takes(flows, group.flow) && Takes(partners, group.partner) &&
         Takes(classifications, group.classification) && Takes(products, product);
}

}  // namespace karvan::statistics
