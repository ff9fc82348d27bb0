#include "services/platform/ledger/epoch_lease.h"

#include <unistd.h>

#include "absl/random/random.h"
#include "absl/strings/str_format.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {

const std::string& ThisProcess() {
  static const std::string* const kName = [] {
    char host[65] = "";
    gethostname(host, sizeof(host) - 1);
    absl::BitGen random;
    return new std::string(
        absl::StrFormat("process %d on %s, %016x", getpid(), host, absl::Uniform<uint64_t>(random)));
  }();
  return *kName;
}

EpochLease::EpochLease(kv::Store& store, const Clock& clock, absl::string_view domain,
                       absl::string_view holder, absl::Duration ttl)
    : store_(store),
      clock_(clock),
      domain_(kv::KeyBuilder().Text(domain).Take()),
      holder_(holder),
      ttl_(ttl) {}

absl::StatusOr<kv::Epoch> EpochLease::Hold() {
  const absl::Time now = clock_.Now();
  // A lease from the future is from before the clock stepped back.
  if (epoch_.has_value() && now >= acquired_ && now - acquired_ < ttl_ / 3) return *epoch_;
  KARVAN_ASSIGN_OR_RETURN(epoch_, store_.AcquireEpoch(domain_, holder_, ttl_));
  acquired_ = now;
  return *epoch_;
}

}  // namespace karvan::ledger
