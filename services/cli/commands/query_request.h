#pragma once

#include <string>
#include <vector>

#include "karvan/statistics/v1/observation_service.pb.h"

namespace karvan::cli {

// The options of `karvan query` as they were given; empty ones are not asked for.
struct QueryOptions {
  std::string dataset;
  std::vector<std::string> reporters;
  std::vector<std::string> partners;
  std::vector<std::string> flows;
  std::vector<std::string> classifications;
  std::vector<std::string> products;
  std::vector<std::string> second_partners;
  std::vector<std::string> customs_procedures;
  std::vector<std::string> transport_modes;
  std::vector<std::string> periods;
  std::string first_period;
  std::string last_period;
  std::string known_at;   // a time that CheckTime found right
  int64_t snapshot = -1;  // below 0: not given
  int limit = 1000;       // rows to print at most
};

// The request for the first page.
statistics::v1::QueryObservationsRequest ToRequest(const QueryOptions& options);

}  // namespace karvan::cli
