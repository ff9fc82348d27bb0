#include "services/platform/ledger/committer.h"

namespace karvan::ledger {

absl::StatusOr<std::string> Committer::Write(absl::string_view domain, const WriteRequest& request,
                                             Decide decide) {
  return CommitterOf(domain).Write(request, decide);
}

DomainCommitter& Committer::CommitterOf(absl::string_view domain) {
  MutexLock lock(&mutex_);
  auto found = domains_.find(domain);
  if (found == domains_.end()) {
    found =
        domains_.emplace(domain, std::make_unique<DomainCommitter>(store_, clock_, domain, writer_)).first;
  }
  return *found->second;
}

}  // namespace karvan::ledger
