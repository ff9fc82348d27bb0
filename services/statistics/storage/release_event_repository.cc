#include "services/statistics/storage/release_event_repository.h"

#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/ledger/head.h"
#include "services/platform/ledger/reader.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/kv_dataset_repository.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {

absl::StatusOr<int64_t> ReleaseEventRepository::Latest(absl::string_view dataset) const {
  KARVAN_RETURN_IF_ERROR(CheckDatasetExists(store_, dataset));
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const ledger::Head head, ledger::ReadHead(*view, dataset));
  return head.sequence();
}

absl::StatusOr<std::vector<ReleaseEvent>> ReleaseEventRepository::Read(absl::string_view dataset,
                                                                       int64_t sequence, int limit) const {
  KARVAN_ASSIGN_OR_RETURN(std::vector<ledger::Entry> entries,
                          ledger::Reader(store_, dataset).Read(sequence, limit));
  std::vector<ReleaseEvent> events;
  for (ledger::Entry& entry : entries) {
    ReleaseEvent& event = events.emplace_back();
    event.sequence = entry.sequence;
    event.kind = std::move(entry.kind);
    event.time = entry.time;
    if (entry.redacted || !absl::StartsWith(event.kind, "release.")) continue;
    stored::StoredReleaseEntry content;
    if (!content.ParseFromString(entry.content)) {
      return kv::CorruptError(absl::StrCat("entry ", event.sequence, " of the log of ", dataset));
    }
    event.release = content.release();
  }
  return events;
}

}  // namespace karvan::statistics
