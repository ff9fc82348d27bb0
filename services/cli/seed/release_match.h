#pragma once

#include <set>
#include <string>
#include <vector>

#include "karvan/statistics/v1/release.pb.h"

namespace karvan::cli {

// The published release that `wanted`, a release of a seed folder with files of these SHA-256 `digests`, is:
// the first with the same files and description and, where the folder gives one, the same published_at, whose
// name is not in `taken`. Null when there is none. Without all three a revision that an office takes back, by
// publishing an earlier file again, would pass for the earlier release.
const statistics::v1::Release* FindPublished(const std::vector<statistics::v1::Release>& present,
                                             const statistics::v1::Release& wanted,
                                             const std::set<std::string>& digests,
                                             const std::set<std::string>& taken);

// A draft of the same description without files other than ours: nobody but an earlier load makes it.
bool IsLeftover(const statistics::v1::Release& draft, const statistics::v1::Release& wanted,
                const std::set<std::string>& digests);

}  // namespace karvan::cli
