#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/statistics/storage/page/page.h"

// Going through all that a page holds.
namespace karvan::statistics {

// Every cell with all that it says, a line each, in no order that matters.
std::vector<std::string> Describe(const Page& page);
std::vector<std::string> Describe(const CellTable& table);

// Asks a page everything, and columns in ranges of many lengths. False when two answers contradict each
// other.
bool IsConsistent(const Page& page);

// The bytes of a page with the checksum that they should have, so that a damaged page is read further. Bytes
// too short for a checksum stay as they are.
std::string WithChecksum(std::string bytes);

}  // namespace karvan::statistics
