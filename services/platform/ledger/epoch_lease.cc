#include "services/platform/ledger/epoch_lease.h"

#include <unistd.h>

#include "absl/random/random.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "services/platform/kv/deadline.h"
#include "services/platform/kv/key_codec.h"

namespace karvan::ledger {

namespace {

constexpr absl::Duration kPause = absl::Milliseconds(50);  // between two claims

}  // namespace

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

EpochLease::EpochLease(kv::Store& store, const Clock& clock, absl::string_view domain, const Writer& writer)
    : store_(store), clock_(clock), domain_(kv::KeyBuilder().Text(domain).Take()), writer_(writer) {}

absl::StatusOr<kv::Epoch> EpochLease::Hold() {
  const absl::Time now = clock_.Now();
  // A lease from the future is from before the clock stepped back.
  if (epoch_.has_value() && now >= acquired_ && now - acquired_ < writer_.lease_ttl / 3) return *epoch_;

  const bool patient = now < refused_ || now - refused_ >= writer_.lease_ttl;
  const kv::Deadline deadline(patient ? writer_.patience : absl::ZeroDuration());
  while (true) {
    absl::StatusOr<kv::Epoch> epoch = store_.AcquireEpoch(domain_, writer_.holder, writer_.lease_ttl);
    if (epoch.ok()) {
      acquired_ = now;
      epoch_ = *epoch;
      return epoch;
    }
    if (!absl::IsUnavailable(epoch.status())) return epoch;
    if (deadline.Left() <= absl::ZeroDuration()) {
      if (patient) refused_ = now;
      return epoch;
    }
    absl::SleepFor(kPause);
  }
}

}  // namespace karvan::ledger
