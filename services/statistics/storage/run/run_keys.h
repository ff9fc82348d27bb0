#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

// The keys of a run, below its prefix (see storage/keys.h):
//
//   "C" page layer   a page of cells; layer 0 has the newest version of each, layer 1 the versions before,
//   ... "D" n            the n-th part of the directory
namespace karvan::statistics {

std::string DirectoryPrefix(absl::string_view run_prefix);
std::string DirectoryKey(absl::string_view run_prefix, uint64_t part);
std::string PageKey(absl::string_view run_prefix, uint64_t page, uint64_t layer);

// For people: "dataset tj-stat, run 7".
std::string DescribeRun(absl::string_view run_prefix);

}  // namespace karvan::statistics
