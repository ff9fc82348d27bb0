#include "services/statistics/storage/named_runs.h"

#include "absl/strings/str_cat.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/release.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/publish.h"
#include "services/statistics/storage/record.h"
#include "services/statistics/storage/run_list.h"

namespace karvan::statistics {

absl::StatusOr<std::vector<NamedRun>> ReadNamedRuns(kv::View& view, absl::string_view dataset) {
  std::vector<NamedRun> named;
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredRunList list, ReadRunList(view, dataset));
  for (const stored::StoredRun& run : list.runs()) named.push_back({run.run(), run.sequence(), 0});
  kv::Range range = kv::PrefixRange(ReleasesPrefix(dataset));
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view.Scan(range, {}));
    for (const kv::Row& row : batch.rows) {
      stored::StoredRelease release;
      KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, absl::StrCat("a release of ", dataset), release));
      if (!IsPending(static_cast<ReleaseState>(release.state()))) continue;
      for (const stored::StoredFileRun& run : RunsOf(release))
        named.push_back({run.run(), 0, release.number()});
    }
    if (!batch.resume_key) return named;
    range.start = *batch.resume_key;
  }
}

}  // namespace karvan::statistics
