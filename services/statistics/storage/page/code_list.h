#pragma once

#include <cstddef>
#include <vector>

#include "absl/types/span.h"
#include "services/statistics/domain/code.h"
#include "services/statistics/storage/page/byte_stream.h"

// Codes in a page: the characters at the end that none of them uses are left out, then each is told by its
// distance from the one before.
namespace karvan::statistics {

// Appends ascending codes, each once.
void EncodeCodes(absl::Span<const Code> codes, ByteWriter& out);

// Reads at most `max` codes. False when they are malformed.
bool ParseCodes(ByteReader& in, size_t max, std::vector<Code>& codes);

}  // namespace karvan::statistics
