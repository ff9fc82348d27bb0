#pragma once

#include <cstdint>

#include "services/statistics/domain/attributes.h"
#include "services/statistics/domain/code.h"
#include "services/statistics/domain/group_key.h"
#include "services/statistics/domain/number.h"

namespace karvan::statistics {

// A cell of usual size on its way from a file into the store: an Observation without texts.
struct CellRow {
  GroupKey group;
  Code product;
  int32_t first_month = 0;  // year * 12 + month - 1
  int32_t month_count = 1;
  Number value;
  Number net_weight;
  Number quantity;
  // Of the one who made the row, for as long as he makes rows: what stands there never changes, so that two
  // rows of one pointer have the same attributes.
  const Attributes* attributes = nullptr;
};

}  // namespace karvan::statistics
