#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/compact_range.h"

namespace karvan::ledger {

// The head of a domain's log. Every commit of the domain replaces its row, and has the row that it was
// decided on as a precondition: so the domain's writes follow one another. The row is 0x01, epoch, time
// (microseconds since 1970) and sequence (8 bytes each, big-endian), then the tree's hashes as
// CompactRange::Encode gives them. DO NOT CHANGE: it is on disk.
struct Head {
  int64_t epoch = 0;                      // of the last writer; 0 before any write
  absl::Time time = absl::UnixEpoch();    // of the last write, in whole microseconds; never goes back
  CompactRange tree;                      // of all entries
  std::optional<kv::RowVersion> version;  // of the row; none when there is none yet

  // Of the last entry; 0 before any.
  int64_t sequence() const { return tree.size(); }
};

std::string EncodeHead(const Head& head);

// The head of the view's state; that of an empty log when there is no row. FAILED_PRECONDITION (STORE_FORMAT)
// when it is of another format; CORRUPT.
absl::StatusOr<Head> ReadHead(kv::View& view, absl::string_view domain);

}  // namespace karvan::ledger
