#pragma once

#include <compare>
#include <ostream>
#include <string>

#include "services/platform/status/error.h"
#include "services/statistics/domain/codes.h"

namespace karvan::statistics {

// What a series measures. Series order by the members as they stand here: all products of a pair of areas, a
// flow and a breakdown lie together. The breakdowns default to their totals.
struct SeriesKey {
  std::string reporter;
  std::string flow;
  std::string partner;
  std::string classification = kDefaultClassification;
  std::string second_partner = kWorld;
  std::string customs_procedure = kTotalCustoms;
  std::string transport_mode = kTotalTransport;
  std::string product = kTotalProduct;

  friend auto operator<=>(const SeriesKey&, const SeriesKey&) = default;
  friend bool operator==(const SeriesKey&, const SeriesKey&) = default;
};

// True when a breakdown is not at its total: such a row is a part of another row, and a sum that takes both
// counts it twice.
bool IsBreakdown(const SeriesKey& key);

// Adds a violation under `path` ("series.reporter") for each part that is not a code.
void CheckSeriesKey(const SeriesKey& key, absl::string_view path, Violations& violations);

// "KAZ X TJK H6 270900", with the breakdowns where they are not totals: for messages.
std::string Describe(const SeriesKey& key);
std::ostream& operator<<(std::ostream& out, const SeriesKey& key);

}  // namespace karvan::statistics
