#include "services/statistics/storage/orphan_cleaner.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/platform/clock/steady_time.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/named_runs.h"
#include "services/statistics/storage/read_record.h"
#include "services/statistics/storage/store_walk.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {
namespace {

// The runs that are allocated, and by whom.
absl::StatusOr<std::map<int64_t, std::string>> Owners(kv::Store& store, absl::string_view dataset) {
  std::map<int64_t, std::string> owners;
  const std::string prefix = AllocationsPrefix(dataset);
  auto note = [&](const kv::Row& row) -> absl::Status {
    stored::StoredAllocation allocation;
    KARVAN_RETURN_IF_ERROR(
        DecodeRecord(row.value, absl::StrCat("an allocation of a run of ", dataset), allocation));
    KARVAN_ASSIGN_OR_RETURN(const int64_t run,
                            kv::KeyReader(absl::string_view(row.key).substr(prefix.size())).Int());
    owners.emplace(run, allocation.owner());
    return absl::OkStatus();
  };
  KARVAN_RETURN_IF_ERROR(ForEachRow(store, kv::PrefixRange(prefix), note));
  return owners;
}

}  // namespace

absl::Status OrphanCleaner::Clean(absl::string_view dataset) {
  // In this order: a run is allocated before it has rows, and named in the commit that ends its allocation.
  KARVAN_ASSIGN_OR_RETURN(const std::vector<int64_t> runs, NumbersBehind(store_, RunsPrefix(dataset)));
  KARVAN_ASSIGN_OR_RETURN(const auto owners, Owners(store_, dataset));
  KARVAN_ASSIGN_OR_RETURN(std::set<int64_t> left, LeftByOthers(owners));
  std::set<int64_t> unnamed;
  for (const int64_t run : runs) {
    if (owners.count(run) == 0) unnamed.insert(run);
  }
  if (left.empty() && unnamed.empty()) return absl::OkStatus();
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const std::vector<NamedRun> named, ReadNamedRuns(*view, dataset));
  view.reset();
  for (const NamedRun& run : named) {
    left.erase(run.run);
    unnamed.erase(run.run);
  }
  KARVAN_RETURN_IF_ERROR(DropLeft(dataset, left));
  return DropUnnamed(dataset, unnamed);
}

absl::StatusOr<std::set<int64_t>> OrphanCleaner::LeftByOthers(const std::map<int64_t, std::string>& owners) {
  std::map<std::string, bool> gone;
  std::set<int64_t> left;
  for (const auto& [run, owner] : owners) {
    auto known = gone.find(owner);
    if (known == gone.end()) {
      KARVAN_ASSIGN_OR_RETURN(const bool is_gone, lease_.IsGone(owner));
      known = gone.emplace(owner, is_gone).first;
    }
    if (known->second) left.insert(run);
  }
  return left;
}

absl::Status OrphanCleaner::DropLeft(absl::string_view dataset, const std::set<int64_t>& left) {
  if (left.empty()) return absl::OkStatus();
  // Those whose allocation this commit ends; the others were named or given up meanwhile.
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    std::vector<int64_t> ended;
    for (const int64_t run : left) {
      const std::string key = AllocationKey(dataset, run);
      KARVAN_ASSIGN_OR_RETURN(const std::optional<kv::Entry> allocation, transaction.view().Get(key));
      if (!allocation) continue;
      transaction.Delete(key);
      ended.push_back(run);
    }
    return absl::StrJoin(ended, " ");
  };
  KARVAN_ASSIGN_OR_RETURN(const std::string ended, committer_.Write(dataset, ledger::WriteRequest(), decide));
  for (const absl::string_view text : absl::StrSplit(ended, ' ', absl::SkipEmpty())) {
    int64_t run = 0;
    if (!absl::SimpleAtoi(text, &run)) continue;
    KARVAN_RETURN_IF_ERROR(store_.DropPrefix(RunPrefix(dataset, run)));
  }
  return absl::OkStatus();
}

absl::Status OrphanCleaner::DropUnnamed(absl::string_view dataset, const std::set<int64_t>& unnamed) {
  const absl::Time now = SteadyNow();
  std::map<int64_t, absl::Time> before = std::exchange(unnamed_[std::string(dataset)], {});
  std::map<int64_t, absl::Time>& seen = unnamed_[std::string(dataset)];
  for (const int64_t run : unnamed) {
    const auto first = before.find(run);
    seen.emplace(run, first == before.end() ? now : first->second);
  }
  for (auto at = seen.begin(); at != seen.end();) {
    if (now - at->second < readers_lease_) {
      ++at;
      continue;
    }
    KARVAN_RETURN_IF_ERROR(store_.DropPrefix(RunPrefix(dataset, at->first)));
    at = seen.erase(at);
  }
  return absl::OkStatus();
}

}  // namespace karvan::statistics
