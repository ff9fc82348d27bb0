#pragma once

#include <compare>
#include <optional>
#include <utility>

#include "services/statistics/domain/code.h"
#include "services/statistics/domain/series_key.h"

namespace karvan::statistics {

// The parts of a series key but the product: what cells are stored by. Groups order as series do.
struct GroupKey {
  Code reporter;
  Code flow;
  Code partner;
  Code classification;
  Code second_partner;
  Code customs_procedure;
  Code transport_mode;

  friend auto operator<=>(const GroupKey&, const GroupKey&) = default;
  friend bool operator==(const GroupKey&, const GroupKey&) = default;

  template <typename H>
  friend H AbslHashValue(H state, const GroupKey& key) {
    return H::combine(std::move(state), key.reporter, key.flow, key.partner, key.classification,
                      key.second_partner, key.customs_procedure, key.transport_mode);
  }
};

// Nothing for a series with a text that is no code.
std::optional<GroupKey> GroupOf(const SeriesKey& series);

SeriesKey SeriesOf(const GroupKey& group, Code product);

// True when a breakdown is not at its total: see IsBreakdown(SeriesKey).
bool IsBreakdown(const GroupKey& group);

}  // namespace karvan::statistics
