#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/dataset.pb.h"
#include "karvan/statistics/v1/observation.pb.h"
#include "services/indicators/domain/indicator/bilateral_trade.h"

namespace karvan::indicators {

Dataset ReadDataset(const statistics::v1::Dataset& dataset);

// `dataset` is the name of the one it is of. INVALID_ARGUMENT when its flow, period or value cannot be
// read.
absl::StatusOr<Observation> ReadObservation(const std::string& dataset,
                                            const statistics::v1::Observation& observation);

}  // namespace karvan::indicators
