#include "services/statistics/storage/fold_worker.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/clock/steady_time.h"
#include "services/platform/log/log.h"
#include "services/platform/status/error.h"

namespace karvan::statistics {
namespace {

// Folding is to take what requests leave: threads of Linux have priorities of their own.
void YieldToOthers() {
  constexpr int kLeast = 19;
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kLeast);
}

}  // namespace

FoldWorker::FoldWorker(RunCatalog& catalog, ledger::Committer& committer, absl::Duration lease,
                       absl::Duration quiet)
    : catalog_(catalog),
      folder_(catalog, committer, [this] { return CheckAlive(); }),
      lease_(lease),
      quiet_(quiet),
      thread_([this] { Run(); }) {}

FoldWorker::~FoldWorker() {
  {
    MutexLock lock(&mutex_);
    stopping_ = true;
    changed_.SignalAll();
  }
  thread_.join();
}

void FoldWorker::Notify(absl::string_view dataset) {
  MutexLock lock(&mutex_);
  const absl::Time now = SteadyNow();
  const auto [at, added] = datasets_.try_emplace(std::string(dataset));
  if (added) at->second.latest = now + kMostQuiets * quiet_;
  at->second.due = std::min(now + quiet_, at->second.latest);
  changed_.SignalAll();
}

void FoldWorker::DropLater(std::vector<std::string> prefixes) {
  MutexLock lock(&mutex_);
  for (std::string& prefix : prefixes) dropped_.push_back({SteadyNow() + lease_, std::move(prefix)});
  changed_.SignalAll();
}

void FoldWorker::WaitUntilIdle() {
  MutexLock lock(&mutex_);
  while (busy_ || !datasets_.empty() || HasWork()) changed_.Wait(&mutex_);
}

absl::Time FoldWorker::NextDue() const {
  absl::Time next = dropped_.empty() ? absl::InfiniteFuture() : dropped_.front().due;
  for (const auto& [dataset, waiting] : datasets_) next = std::min(next, waiting.due);
  return next;
}

bool FoldWorker::HasWork() const { return NextDue() <= SteadyNow(); }

void FoldWorker::Run() {
  YieldToOthers();
  while (true) {
    std::string dataset, prefix;
    {
      MutexLock lock(&mutex_);
      busy_ = false;
      changed_.SignalAll();
      while (!stopping_ && !HasWork()) {
        if (NextDue() == absl::InfiniteFuture()) {
          changed_.Wait(&mutex_);
        } else {
          changed_.WaitFor(&mutex_, NextDue() - SteadyNow());
        }
      }
      if (stopping_) return;
      busy_ = true;
      const auto due =
          std::find_if(datasets_.begin(), datasets_.end(),
                       [now = SteadyNow()](const auto& entry) { return entry.second.due <= now; });
      if (due != datasets_.end()) {
        dataset = due->first;
        datasets_.erase(due);
      } else if (dropped_.empty() || dropped_.front().due > SteadyNow()) {
        continue;
      } else {
        prefix = std::move(dropped_.front().prefix);
        dropped_.pop_front();
      }
    }
    if (prefix.empty()) {
      FoldOne(dataset);
    } else {
      DropOne(prefix);
    }
  }
}

void FoldWorker::FoldOne(const std::string& dataset) {
  absl::StatusOr<std::vector<std::string>> folded = folder_.Fold(dataset);
  MutexLock lock(&mutex_);
  if (!folded.ok()) {
    if (stopping_) return;
    log::Warning(absl::StrCat("could not fold ", dataset), {{"error", folded.status().ToString()}});
    // After a lost race, as with a purge, at once; else the next publication tries again.
    if (ErrorReason(folded.status()) == "CONFLICT") datasets_.try_emplace(dataset);
    return;
  }
  for (std::string& prefix : *folded) dropped_.push_back({SteadyNow() + lease_, std::move(prefix)});
  if (!folded->empty()) datasets_.try_emplace(dataset);  // there may be more to fold, at once
}

void FoldWorker::DropOne(const std::string& prefix) {
  catalog_.Forget(prefix);
  const absl::Status dropped = catalog_.store().DropPrefix(prefix);
  // OrphanCleaner drops what nothing names.
  if (!dropped.ok()) log::Warning("could not drop a folded run", {{"error", dropped.ToString()}});
}

absl::Status FoldWorker::CheckAlive() {
  MutexLock lock(&mutex_);
  return stopping_ ? absl::CancelledError("the service stops") : absl::OkStatus();
}

}  // namespace karvan::statistics
