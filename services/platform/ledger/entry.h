#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/ledger/hash.h"

// An entry of a log, and its bytes. DO NOT CHANGE them: they are on disk, and roots that were published
// depend on them.
//
//   commitment  SHA-256 of nonce and content
//   leaf        0x01, sequence, time, kind, commitment: what the Merkle tree holds, so that sequence, time
//   and
//               kind stay proven when nonce and content are destroyed
//   row         0x01, 0x00, time, kind, nonce, content; or, redacted: 0x01, 0x01, time, kind, commitment
//
// Sequence and time (microseconds since 1970) are 8 bytes, big-endian; a kind is a byte of its length and its
// text; nonce and commitment are 32 bytes.
namespace karvan::ledger {

inline constexpr size_t kNonceBytes = 32;
inline constexpr size_t kMaxKindBytes = 64;
inline constexpr size_t kMaxContentBytes = 63 << 10;  // the rest of the row fits into a value of the store

struct Entry {
  int64_t sequence = 0;  // from 1, without gaps
  absl::Time time;       // recorded, in whole microseconds; never before that of the entry before
  std::string kind;      // such as "party.created"
  Hash commitment{};
  bool redacted = false;  // nonce and content were destroyed, and are empty
  std::string nonce;      // at random, so that the commitment does not tell the content by trial
  std::string content;

  friend bool operator==(const Entry&, const Entry&) = default;
};

// A kind is 1 to kMaxKindBytes long, a content at most kMaxContentBytes. INVALID_ARGUMENT (INVALID_FIELD).
absl::Status CheckEntry(absl::string_view kind, absl::string_view content);

// A nonce from the machine's source of randomness. UNAVAILABLE when it has none.
absl::StatusOr<std::string> NewNonce();

Hash CommitmentTo(absl::string_view nonce, absl::string_view content);

// The hash of the entry's leaf.
Hash LeafHashOf(const Entry& entry);

std::string EncodeEntry(const Entry& entry);

// DATA_LOSS (CORRUPT), naming the sequence, when the row is not one of an entry.
absl::StatusOr<Entry> DecodeEntry(int64_t sequence, absl::string_view row);

// The entry without its nonce and content.
Entry Redacted(Entry entry);

}  // namespace karvan::ledger
