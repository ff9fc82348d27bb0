#include "services/statistics/storage/run_allocation.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/counters.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/record.h"

namespace karvan::statistics {

absl::StatusOr<int64_t> AllocateRun(ledger::Committer& committer, absl::string_view dataset) {
  auto decide = [dataset](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_ASSIGN_OR_RETURN(stored::StoredCounters counters, ReadCounters(transaction.view(), dataset));
    counters.set_run_count(counters.run_count() + 1);
    transaction.Put(CountersKey(dataset), EncodeRecord(counters));
    return absl::StrCat(counters.run_count());
  };
  // A write of its own, which no request repeats.
  KARVAN_ASSIGN_OR_RETURN(const std::string answer, committer.Write(dataset, ledger::WriteRequest(), decide));
  int64_t run = 0;
  if (!absl::SimpleAtoi(answer, &run)) return kv::CorruptError("answer of a run allocation");
  return run;
}

}  // namespace karvan::statistics
