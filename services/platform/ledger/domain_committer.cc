#include "services/platform/ledger/domain_committer.h"

#include <algorithm>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/platform/kv/errors.h"
#include "services/platform/ledger/commit_outcome.h"
#include "services/platform/ledger/head.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/ledger/request_log.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {
namespace {

constexpr int kMaxAttempts = 32;

absl::Status LostRaces() {
  return Error(absl::StatusCode::kAborted, "CONFLICT",
               absl::StrCat("other writers were faster ", kMaxAttempts,
                            " times in a row; nothing was written, retry"));
}

absl::Status TakenOver(absl::string_view domain) {
  return Error(absl::StatusCode::kUnavailable, "FENCED",
               absl::StrCat("another process has taken over the writes of \"", domain,
                            "\"; nothing was written, retry"),
               {{"domain", std::string(domain)}});
}

// After a lost race: a committer that always comes right behind another's commit would lose to it for ever.
void StepAside(int attempt) {
  static thread_local absl::BitGen random;
  const absl::Duration longest = std::min(absl::Milliseconds(1) * (attempt + 1), absl::Milliseconds(20));
  absl::SleepFor(absl::Uniform(random, 0.0, 1.0) * longest);
}

}  // namespace

absl::StatusOr<std::string> DomainCommitter::Write(const WriteRequest& request, Decide decide) {
  Caller self{request, decide, std::nullopt, false, false, {}};
  std::vector<Caller*> callers;
  {
    MutexLock lock(&mutex_);
    line_.push_back(&self);
    while (!self.done && line_.front() != &self) self.woken.Wait(&mutex_);
    if (self.done) return *std::move(self.outcome);
    callers.assign(line_.begin(), line_.end());
  }
  // Nobody else leads as long as this caller stays at the front.
  const size_t committed = CommitGroup(callers);
  {
    MutexLock lock(&mutex_);
    for (size_t i = 0; i < committed; ++i) {
      line_.pop_front();
      callers[i]->done = true;
      callers[i]->woken.Signal();
    }
    if (!line_.empty()) line_.front()->woken.Signal();
  }
  DropOldRequestsOnceADay();
  return *std::move(self.outcome);
}

size_t DomainCommitter::line_length() {
  MutexLock lock(&mutex_);
  return line_.size();
}

size_t DomainCommitter::CommitGroup(const std::vector<Caller*>& callers) {
  absl::Status status = LostRaces();
  size_t decided = 0;
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    decided = callers.size();
    const absl::Status tried = TryCommit(callers, decided);
    if (tried.ok()) return decided;
    if (kv::IsConflict(tried) || kv::IsViewExpired(tried)) {
      StepAside(attempt);
      continue;
    }
    status = tried;
    break;
  }
  for (size_t i = 0; i < decided; ++i) {
    if (!callers[i]->stands) callers[i]->outcome = status;
  }
  return decided;
}

absl::Status DomainCommitter::TryCommit(const std::vector<Caller*>& callers, size_t& decided) {
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(Head head, ReadHead(*view, domain_));
  KARVAN_RETURN_IF_ERROR(CheckNotRegressed(head));
  seen_ = head;
  Group group(*view, domain_, std::move(head), clock_.Now(), store_.capabilities());
  KARVAN_ASSIGN_OR_RETURN(decided, DecideAll(callers, group));
  if (group.empty()) return absl::OkStatus();
  const std::string commit_key = RequestKey(domain_, DayOf(group.now()), NewCommitName());
  KARVAN_ASSIGN_OR_RETURN(const kv::Epoch epoch, lease_.Hold());
  const absl::Status committed = CommitOnce(store_, group.Seal(epoch, commit_key), commit_key);
  if (kv::IsFenced(committed)) {
    lease_.Lose();
    return TakenOver(domain_);
  }
  if (committed.ok()) seen_ = group.head();
  return committed;
}

absl::Status DomainCommitter::CheckNotRegressed(const Head& head) const {
  const bool fewer = head.epoch < seen_.epoch || head.sequence() < seen_.sequence();
  const bool others = head.sequence() == seen_.sequence() && head.tree != seen_.tree;
  if (!fewer && !others) return absl::OkStatus();
  return kv::StoreRegressedError(absl::StrCat(
      "the log of ", domain_, " had ", seen_.sequence(), " entries in epoch ", seen_.epoch, ", and has ",
      others ? "others" : absl::StrCat(head.sequence(), " in epoch ", head.epoch)));
}

absl::StatusOr<size_t> DomainCommitter::DecideAll(const std::vector<Caller*>& callers, Group& group) {
  size_t decided = 0;
  for (Caller* caller : callers) {
    if (!caller->stands) {
      const bool first = group.empty();
      std::optional<absl::StatusOr<std::string>> outcome = group.Add(caller->request, caller->decide);
      if (!outcome.has_value()) break;
      if (kv::IsViewExpired(outcome->status())) return outcome->status();
      caller->outcome = *std::move(outcome);
      // What was decided on committed rows alone, and writes none.
      caller->stands = first && group.empty();
    }
    ++decided;
  }
  return decided;
}

void DomainCommitter::DropOldRequestsOnceADay() {
  const absl::Time now = clock_.Now();
  {
    MutexLock lock(&mutex_);
    if (day_of_drop_ == DayOf(now)) return;
    day_of_drop_ = DayOf(now);
  }
  // What cannot be dropped now is dropped tomorrow, or at the first write after a restart.
  DropOldRequests(store_, domain_, now).IgnoreError();
}

}  // namespace karvan::ledger
