#include "services/platform/kv/epochs.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

constexpr absl::string_view kSuffix = "\1epoch";
constexpr size_t kHolderBytesMax = 256;
constexpr int kAttempts = 10;

struct Holding {
  uint64_t number = 0;
  std::string holder;
};

std::string Encode(const Holding& holding) {
  return KeyBuilder().Uint(holding.number).Text(holding.holder).Take();
}

absl::StatusOr<Holding> Decode(absl::string_view value) {
  KeyReader reader(value);
  Holding holding;
  KARVAN_ASSIGN_OR_RETURN(holding.number, reader.Uint());
  KARVAN_ASSIGN_OR_RETURN(holding.holder, reader.Text());
  return holding;
}

absl::Status CheckArguments(absl::string_view domain, absl::string_view holder, absl::Duration ttl) {
  KARVAN_ASSIGN_OR_RETURN(absl::string_view component, Domain(domain));
  if (component != domain) {
    return LimitError(
        absl::StrCat("The domain ", absl::BytesToHexString(domain),
                     " (hexadecimal) of an epoch is more than one component of the key codec."));
  }
  if (holder.empty() || holder.size() > kHolderBytesMax) {
    return LimitError(absl::StrCat("The holder of an epoch has ", holder.size(), " bytes; it must have 1 to ",
                                   kHolderBytesMax, "."));
  }
  if (ttl > absl::ZeroDuration()) return absl::OkStatus();
  return LimitError(
      absl::StrCat("The ttl of an epoch is ", absl::FormatDuration(ttl), "; it must be longer than 0."));
}

}  // namespace

std::string EpochKey(absl::string_view domain) { return absl::StrCat(domain, kSuffix); }

bool IsEpochKey(absl::string_view key) {
  absl::StatusOr<absl::string_view> domain = Domain(key);
  return domain.ok() && key.substr(domain->size()) == kSuffix;
}

absl::StatusOr<Epoch> Epochs::Acquire(absl::string_view domain, absl::string_view holder,
                                      absl::Duration ttl) {
  KARVAN_RETURN_IF_ERROR(CheckArguments(domain, holder, ttl));
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    absl::StatusOr<Epoch> epoch = TryAcquire(domain, holder, ttl);
    // Another was faster, or it is not known whether this one came through: the row tells.
    if (!IsFenced(epoch.status()) && !IsUnknownOutcome(epoch.status())) return epoch;
  }
  return UnavailableError("an epoch changes too often to be acquired");
}

absl::StatusOr<Epoch> Epochs::TryAcquire(absl::string_view domain, absl::string_view holder,
                                         absl::Duration ttl) {
  const std::string key = EpochKey(domain);
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(std::optional<Entry> row, view->Get(key));
  view.reset();

  Holding mine = {1, std::string(holder)};
  Batch batch;
  if (row.has_value()) {
    KARVAN_ASSIGN_OR_RETURN(Holding found, Decode(row->value));
    KARVAN_ASSIGN_OR_RETURN(absl::Duration age, Observe(key, row->version, found.number));
    const bool is_mine = found.holder == holder;
    if (!is_mine && age < ttl) {
      return UnavailableError(absl::StrCat("its writer is '", found.holder, "' (epoch ", found.number,
                                           "), whose lease is not over"));
    }
    mine.number = is_mine ? found.number : found.number + 1;
    batch.RequireVersion(key, row->version);
  } else {
    KARVAN_RETURN_IF_ERROR(Observe(key, 0, 0).status());
    batch.RequireAbsent(key);
  }
  Epoch epoch = {mine.number, key, Encode(mine)};
  KARVAN_RETURN_IF_ERROR(store_.Commit(batch.Put(epoch.key, epoch.value)));
  return epoch;
}

absl::StatusOr<absl::Duration> Epochs::Observe(const std::string& key, RowVersion version, uint64_t number) {
  MutexLock lock(&mutex_);
  const absl::Time now = clock_.Now();
  auto [sight, is_first] = sights_.try_emplace(key);
  Sight& last = sight->second;
  if (number < last.number) {
    return StoreRegressedError(absl::StrCat("an epoch has number ", number, ", and had ", last.number));
  }
  if (is_first) {
    last = {version, number, exclusive_ ? absl::InfinitePast() : now};
  } else if (version != last.version) {
    last = {version, number, now};
  }
  last.since = std::min(last.since, now);  // a clock set back does not make a lease longer
  return now - last.since;
}

}  // namespace karvan::kv
