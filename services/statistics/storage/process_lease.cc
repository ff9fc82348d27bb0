#include "services/statistics/storage/process_lease.h"

#include "absl/strings/str_cat.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"

namespace karvan::statistics {
namespace {

// No dataset has such an id, for ids begin with a letter.
std::string DomainOf(const std::string& process) { return absl::StrCat("_process ", process); }

}  // namespace

ProcessLease::ProcessLease(kv::Store& store, const Clock& clock, const std::string& process)
    : store_(store),
      process_(process),
      mine_(store, clock, DomainOf(process),
            {.holder = process, .lease_ttl = kTtl, .patience = absl::ZeroDuration()}) {}

absl::StatusOr<bool> ProcessLease::IsGone(const std::string& process) {
  if (process == process_) return false;
  const std::string domain = kv::KeyBuilder().Text(DomainOf(process)).Take();
  const absl::StatusOr<kv::Epoch> taken = store_.AcquireEpoch(domain, process_, kTtl);
  if (taken.ok()) return true;
  if (absl::IsUnavailable(taken.status())) return false;
  return taken.status();
}

}  // namespace karvan::statistics
