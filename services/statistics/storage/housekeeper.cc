#include "services/statistics/storage/housekeeper.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/clock/steady_time.h"
#include "services/platform/log/log.h"
#include "services/platform/status/macros.h"

namespace karvan::statistics {
namespace {

constexpr absl::Duration kRenewal = absl::Seconds(20);  // a third of ProcessLease::kTtl

}  // namespace

Housekeeper::Housekeeper(const House& house, absl::Duration interval)
    : house_(house), interval_(interval), thread_([this] { Run(); }) {}

Housekeeper::~Housekeeper() {
  {
    MutexLock lock(&mutex_);
    stopping_ = true;
    changed_.SignalAll();
  }
  thread_.join();
}

void Housekeeper::WaitForFirstRound() {
  MutexLock lock(&mutex_);
  while (!went_round_) changed_.Wait(&mutex_);
}

void Housekeeper::Run() {
  absl::Time next_round = SteadyNow();
  while (true) {
    RenewLease();
    if (SteadyNow() >= next_round) {
      CleanAll();
      next_round = SteadyNow() + interval_;
    }
    MutexLock lock(&mutex_);
    went_round_ = true;
    changed_.SignalAll();
    const absl::Time wake = std::min(next_round, SteadyNow() + kRenewal);
    while (!stopping_ && SteadyNow() < wake) changed_.WaitFor(&mutex_, wake - SteadyNow());
    if (stopping_) return;
  }
}

void Housekeeper::CleanAll() {
  DatasetPage page;
  do {
    absl::StatusOr<DatasetPage> next = house_.datasets.List(page.next_id, 1000);
    if (!next.ok()) return log::Warning("could not list the datasets", {{"error", next.status().ToString()}});
    page = *std::move(next);
    for (const Dataset& dataset : page.datasets) {
      if (Stopping()) return;
      RenewLease();
      // What was not cleaned now is in the next round.
      if (absl::Status cleaned = CleanOne(dataset.id); !cleaned.ok()) {
        log::Warning(absl::StrCat("could not clean up ", dataset.id), {{"error", cleaned.ToString()}});
      }
    }
  } while (!page.next_id.empty());
}

absl::Status Housekeeper::CleanOne(const std::string& dataset) {
  KARVAN_RETURN_IF_ERROR(house_.orphans.Clean(dataset));
  return house_.uploads.RemoveExpired(dataset);
}

bool Housekeeper::Stopping() {
  MutexLock lock(&mutex_);
  return stopping_;
}

void Housekeeper::RenewLease() {
  if (absl::Status renewed = house_.lease.Renew(); !renewed.ok()) {
    log::Warning("could not renew the lease of this process", {{"error", renewed.ToString()}});
  }
}

}  // namespace karvan::statistics
