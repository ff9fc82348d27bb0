#include "services/statistics/storage/run_allocation.h"

#include <optional>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/storage/counters.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/record.h"

namespace karvan::statistics {

absl::StatusOr<int64_t> AllocateRun(ledger::Committer& committer, absl::string_view dataset) {
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_ASSIGN_OR_RETURN(stored::StoredCounters counters, ReadCounters(transaction.view(), dataset));
    counters.set_run_count(counters.run_count() + 1);
    transaction.Put(CountersKey(dataset), EncodeRecord(counters));
    stored::StoredAllocation allocation;
    allocation.set_owner(committer.writer().holder);
    transaction.Put(AllocationKey(dataset, counters.run_count()), EncodeRecord(allocation));
    return absl::StrCat(counters.run_count());
  };
  // A write of its own, which no request repeats.
  KARVAN_ASSIGN_OR_RETURN(const std::string answer, committer.Write(dataset, ledger::WriteRequest(), decide));
  int64_t run = 0;
  if (!absl::SimpleAtoi(answer, &run)) return kv::CorruptError("answer of a run allocation");
  return run;
}

absl::Status ConfirmRun(ledger::Transaction& transaction, absl::string_view dataset, int64_t run) {
  const std::string key = AllocationKey(dataset, run);
  KARVAN_ASSIGN_OR_RETURN(const std::optional<kv::Entry> allocation, transaction.view().Get(key));
  if (!allocation)
    return Conflict("this process was silent for so long that another one dropped what it wrote");
  transaction.Delete(key);
  return absl::OkStatus();
}

absl::Status GiveUpRuns(ledger::Committer& committer, absl::string_view dataset,
                        const std::vector<int64_t>& runs) {
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    for (const int64_t run : runs) transaction.Delete(AllocationKey(dataset, run));
    return std::string();
  };
  return committer.Write(dataset, ledger::WriteRequest(), decide).status();
}

}  // namespace karvan::statistics
