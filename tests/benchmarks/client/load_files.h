#pragma once

#include <cstddef>
#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace karvan::bench {

// A step of loading, told the place of its file.
using LoadStep = std::function<absl::Status(size_t file)>;

// Loads so many files, up to `at_once` at a time, each on a thread of its own, and publishes each in turn, in
// their order. The seconds that this took, or the first error in the order of files.
absl::StatusOr<double> LoadFiles(size_t files, size_t at_once, const LoadStep& load, const LoadStep& publish);

}  // namespace karvan::bench
