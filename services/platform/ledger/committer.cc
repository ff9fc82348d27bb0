#include "services/platform/ledger/committer.h"

#include "services/platform/ledger/group.h"
#include "services/platform/ledger/head.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {

absl::StatusOr<std::string> Committer::Write(absl::string_view domain, const WriteRequest& request,
                                             Decide decide) {
  return CommitterOf(domain).Write(request, decide);
}

absl::StatusOr<std::string> Committer::DryRun(absl::string_view domain, Decide decide) {
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(Head head, ReadHead(*view, domain));
  Group group(*view, domain, std::move(head), clock_.Now(), store_.capabilities());
  return *group.Add(WriteRequest(), decide);
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
