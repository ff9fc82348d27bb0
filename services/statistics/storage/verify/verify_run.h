#pragma once

#include <cstdint>
#include <map>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "services/statistics/domain/publication.h"
#include "services/statistics/storage/run/run_reader.h"
#include "services/statistics/storage/verify/report.h"

namespace karvan::statistics {

// Cells of each publication, by its sequence; 0 stands for a draft.
using CellCounts = std::map<int64_t, int64_t>;

// Of each publication of a dataset, by its sequence.
using Versions = absl::flat_hash_map<int64_t, Version>;

// Reads every page of a run, and holds it against the directory and, of a cell, the versions against each
// other. What is wrong goes to `report`; its cells are added to `counts`. Errors are those of the store that
// say nothing about its content.
absl::Status VerifyRun(const OpenRun& run, RunReader& reader, const Versions& versions, VerifyReport& report,
                       CellCounts& counts);

}  // namespace karvan::statistics
