#include "services/platform/ledger/checkpointer.h"

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/ledger/checkpoint.h"
#include "services/platform/ledger/ed25519.h"
#include "services/platform/ledger/entry.h"
#include "services/platform/ledger/head.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/ledger/signed_note.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {
namespace {

constexpr absl::Duration kMaxAge = absl::Seconds(1);

// Keeps the seed that is there, or a new one.
absl::StatusOr<std::string> KeepSeed(absl::string_view domain, Transaction& transaction) {
  const std::string key = SigningKeyKey(domain);
  KARVAN_ASSIGN_OR_RETURN(const std::optional<kv::Entry> row, transaction.view().Get(key));
  if (row.has_value()) return row->value;
  static_assert(kSeedBytes == kNonceBytes);
  KARVAN_ASSIGN_OR_RETURN(std::string seed, NewNonce());
  transaction.Put(key, seed);
  return seed;
}

}  // namespace

absl::StatusOr<std::string> Checkpointer::Get(absl::string_view domain) {
  const absl::Time now = clock_.Now();
  {
    MutexLock lock(&mutex_);
    const auto found = signed_.find(domain);
    // A time that lies ahead is from before the clock stepped back.
    if (found != signed_.end() && now >= found->second.time && now - found->second.time < kMaxAge) {
      return found->second.note;
    }
  }
  KARVAN_ASSIGN_OR_RETURN(std::string note, Sign(domain));
  MutexLock lock(&mutex_);
  signed_[std::string(domain)] = {now, note};
  return note;
}

absl::StatusOr<std::string> Checkpointer::GetVerifierKey(absl::string_view domain) {
  KARVAN_ASSIGN_OR_RETURN(const std::string seed, SeedOf(domain));
  return VerifierKey(NameOf(domain), PublicKeyOf(seed));
}

std::string Checkpointer::NameOf(absl::string_view domain) const {
  return absl::StrCat(origin_, "/", domain);
}

absl::StatusOr<std::string> Checkpointer::SeedOf(absl::string_view domain) {
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const std::optional<kv::Entry> row, view->Get(SigningKeyKey(domain)));
  std::string seed;
  if (row.has_value()) {
    seed = row->value;
  } else {
    KARVAN_ASSIGN_OR_RETURN(seed, committer_.Write(domain, {}, [domain](Transaction& transaction) {
      return KeepSeed(domain, transaction);
    }));
  }
  if (seed.size() == kSeedBytes) return seed;
  return kv::CorruptError(absl::StrCat("the signing key of the log of ", domain, " cannot be read"));
}

absl::StatusOr<std::string> Checkpointer::Sign(absl::string_view domain) {
  KARVAN_ASSIGN_OR_RETURN(const std::string seed, SeedOf(domain));
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const Head head, ReadHead(*view, domain));
  const Checkpoint checkpoint{NameOf(domain), head.sequence(), head.tree.Root()};
  return SignNote(CheckpointText(checkpoint), checkpoint.origin, seed);
}

}  // namespace karvan::ledger
