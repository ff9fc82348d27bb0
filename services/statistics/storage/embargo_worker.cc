#include "services/statistics/storage/embargo_worker.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/log/log.h"
#include "services/platform/status/macros.h"

namespace karvan::statistics {
namespace {

constexpr int kDatasetsAtOnce = 1000;
// So that a failure is not repeated without a pause.
constexpr absl::Duration kLeastPause = absl::Milliseconds(100);

absl::Duration MachinesSteadyTime() {
  return absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

EmbargoWorker::EmbargoWorker(DatasetRepository& datasets, ReleaseRepository& releases, const Clock& clock,
                             Options options)
    : datasets_(datasets), releases_(releases), clock_(clock), options_(std::move(options)), thread_([this] {
        Run();
      }) {}

EmbargoWorker::~EmbargoWorker() {
  {
    MutexLock lock(&mutex_);
    stopping_ = true;
    changed_.SignalAll();
  }
  thread_.join();
}

void EmbargoWorker::Notify() {
  MutexLock lock(&mutex_);
  notified_ = true;
  changed_.SignalAll();
}

void EmbargoWorker::WaitUntilIdle() {
  MutexLock lock(&mutex_);
  while (busy_ || notified_) changed_.Wait(&mutex_);
}

void EmbargoWorker::Run() {
  while (true) {
    {
      MutexLock lock(&mutex_);
      if (stopping_) return;
      busy_ = true;
      notified_ = false;
    }
    const absl::Duration pause = PublishAllDue();
    MutexLock lock(&mutex_);
    busy_ = false;
    changed_.SignalAll();
    const absl::Duration until = MachinesSteadyTime() + pause;
    while (!stopping_ && !notified_ && MachinesSteadyTime() < until) {
      changed_.WaitFor(&mutex_, until - MachinesSteadyTime());
    }
  }
}

absl::Duration EmbargoWorker::PublishAllDue() {
  const absl::Time wall = clock_.Now();
  const std::optional<absl::Time> now =
      embargo_clock_.Read(wall, options_.steady ? options_.steady() : MachinesSteadyTime());
  absl::Time next = wall + options_.interval;
  DatasetPage page;
  do {
    absl::StatusOr<DatasetPage> read = datasets_.List(page.next_id, kDatasetsAtOnce);
    if (!read.ok()) {
      log::Warning("could not look for embargoes", {{"error", read.status().ToString()}});
      return options_.interval;
    }
    page = *std::move(read);
    for (const Dataset& dataset : page.datasets) {
      const absl::StatusOr<absl::Time> earliest = PublishDueOf(dataset.id, now);
      if (earliest.ok()) {
        next = std::min(next, *earliest);
      } else {
        // The next look tries again.
        log::Warning(absl::StrCat("could not publish what was embargoed of ", dataset.id),
                     {{"error", earliest.status().ToString()}});
      }
    }
  } while (!page.next_id.empty());
  return std::clamp(next - wall, kLeastPause, options_.interval);
}

absl::StatusOr<absl::Time> EmbargoWorker::PublishDueOf(const std::string& dataset,
                                                       std::optional<absl::Time> now) {
  KARVAN_ASSIGN_OR_RETURN(const std::vector<PendingEmbargo> embargoes, releases_.Embargoes(dataset));
  absl::Time earliest = absl::InfiniteFuture();
  absl::Status failed;
  for (const PendingEmbargo& embargo : embargoes) {
    if (!now) continue;  // in doubt
    if (embargo.time > *now) {
      earliest = std::min(earliest, embargo.time);
      continue;
    }
    failed.Update(releases_.PublishDue(dataset, embargo.number, *now));
  }
  return failed.ok() ? absl::StatusOr<absl::Time>(earliest) : failed;
}

}  // namespace karvan::statistics
