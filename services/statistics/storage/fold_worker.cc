#include "services/statistics/storage/fold_worker.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/log/log.h"

namespace karvan::statistics {
namespace {

// A time that no step of the clock changes; only differences mean anything.
absl::Time SteadyNow() {
  return absl::UnixEpoch() + absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

FoldWorker::FoldWorker(RunCatalog& catalog, ledger::Committer& committer, absl::Duration lease)
    : catalog_(catalog),
      folder_(catalog, committer, [this] { return CheckAlive(); }),
      lease_(lease),
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
  datasets_.insert(std::string(dataset));
  changed_.SignalAll();
}

void FoldWorker::DropLater(std::vector<std::string> prefixes) {
  MutexLock lock(&mutex_);
  for (std::string& prefix : prefixes) dropped_.push_back({SteadyNow() + lease_, std::move(prefix)});
  changed_.SignalAll();
}

void FoldWorker::WaitUntilIdle() {
  MutexLock lock(&mutex_);
  while (busy_ || HasWork()) changed_.Wait(&mutex_);
}

bool FoldWorker::HasWork() const {
  return !datasets_.empty() || (!dropped_.empty() && dropped_.front().due <= SteadyNow());
}

void FoldWorker::Run() {
  while (true) {
    std::string dataset, prefix;
    {
      MutexLock lock(&mutex_);
      busy_ = false;
      changed_.SignalAll();
      while (!stopping_ && !HasWork()) {
        if (dropped_.empty()) {
          changed_.Wait(&mutex_);
        } else {
          changed_.WaitFor(&mutex_, dropped_.front().due - SteadyNow());
        }
      }
      if (stopping_) return;
      busy_ = true;
      if (!datasets_.empty()) {
        dataset = *datasets_.begin();
        datasets_.erase(datasets_.begin());
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
    // The next publication tries again.
    if (!stopping_)
      log::Warning(absl::StrCat("could not fold ", dataset), {{"error", folded.status().ToString()}});
    return;
  }
  for (std::string& prefix : *folded) dropped_.push_back({SteadyNow() + lease_, std::move(prefix)});
  if (!folded->empty()) datasets_.insert(dataset);  // there may be more to fold
}

void FoldWorker::DropOne(const std::string& prefix) {
  catalog_.Forget(prefix);
  const absl::Status dropped = catalog_.store().DropPrefix(prefix);
  // The next start drops what nothing names.
  if (!dropped.ok()) log::Warning("could not drop a folded run", {{"error", dropped.ToString()}});
}

absl::Status FoldWorker::CheckAlive() {
  MutexLock lock(&mutex_);
  return stopping_ ? absl::CancelledError("the service stops") : absl::OkStatus();
}

}  // namespace karvan::statistics
