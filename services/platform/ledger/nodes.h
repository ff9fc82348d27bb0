#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/hash.h"
#include "services/platform/ledger/proof.h"

// The stored hashes of a log's tree (keys.h says where).
namespace karvan::ledger {

// The row of the complete subtrees that end with one entry, as CompactRange::Append gives them.
std::string EncodeNodes(const std::vector<Hash>& completed);

// The roots of complete subtrees of the domain's log. CORRUPT when one is not there.
absl::StatusOr<std::vector<Hash>> ReadSubtreeRoots(kv::View& view, absl::string_view domain,
                                                   const std::vector<Subtree>& subtrees);

}  // namespace karvan::ledger
