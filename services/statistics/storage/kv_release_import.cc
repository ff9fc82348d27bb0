#include "services/statistics/storage/kv_release_import.h"

#include <algorithm>
#include <tuple>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/kv_release_repository.h"
#include "services/statistics/storage/record.h"
#include "services/statistics/storage/run/run_builder.h"
#include "services/statistics/storage/run/run_order.h"
#include "services/statistics/storage/run_allocation.h"
#include "services/statistics/storage/stored_convert.h"

namespace karvan::statistics {
namespace {

// Registrations and allocations are writes of their own: no request is repeated here.
const ledger::WriteRequest kNoRequest;

absl::Status TooManyObservations() {
  return LimitExceeded("the release holds too many observations", kMaxObservationsInRelease);
}

bool SameCell(const PackedCell& a, const PackedCell& b) {
  return a.group == b.group && a.product == b.product && a.first_month == b.first_month &&
         a.month_count == b.month_count;
}

}  // namespace

KvReleaseImport::~KvReleaseImport() {
  WaitForChunk().IgnoreError();
  DropRuns();
}

absl::Status KvReleaseImport::Add(int64_t line, const Observation& observation) {
  return AddAny(line, observation);
}

absl::Status KvReleaseImport::Add(int64_t line, const CellRow& row) { return AddAny(line, row); }

template <typename Row>
absl::Status KvReleaseImport::AddAny(int64_t line, const Row& row) {
  // Whether the release has room for them is told in Finish, for the file may be in it already.
  if (row_count_ >= kMaxObservationsInRelease) return TooManyObservations();
  ++row_count_;
  chunk_.Add(row);
  lines_.push_back(line);
  return chunk_.size() < chunk_rows_ ? absl::OkStatus() : WriteChunk();
}

absl::StatusOr<ImportOutcome> KvReleaseImport::Finish(ImportedFile file, int64_t bad_rows) {
  const absl::Cleanup drop = [this] { DropRuns(); };  // those that were not registered
  KARVAN_RETURN_IF_ERROR(WaitForChunk());
  KARVAN_RETURN_IF_ERROR(WriteRun({chunk_.Take(), std::exchange(lines_, {})}));
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, catalog_.store().OpenView());
  KARVAN_ASSIGN_OR_RETURN(stored::StoredRelease before,
                          ReadRelease(*view, release_.dataset, release_.number));
  view.reset();
  KARVAN_RETURN_IF_ERROR(FindRepeatsOfRuns(before, file.sha256));

  ImportOutcome outcome;
  outcome.repeat_count = repeat_count_;
  for (auto& [line, repeat] : repeats_) outcome.repeats.push_back(std::move(repeat));
  for (const stored::StoredFile& earlier : before.files()) {
    if (earlier.sha256() != file.sha256) continue;
    outcome.release = FromStored(before);
    outcome.file = FromStored(earlier);
    return outcome;
  }
  file.observation_count = row_count_ - repeat_count_;
  if (before.observation_count() + file.observation_count > kMaxObservationsInRelease) {
    return TooManyObservations();
  }
  absl::StatusOr<Release> registered = Register(before, file, bad_rows + repeat_count_);
  // A release that may have been changed may name the runs.
  if (registered.ok() || kv::IsUnknownOutcome(registered.status())) runs_.clear();
  if (!registered.ok()) return registered.status();
  outcome.release = *std::move(registered);
  outcome.file = std::move(file);
  return outcome;
}

absl::Status KvReleaseImport::WriteChunk() {
  KARVAN_RETURN_IF_ERROR(WaitForChunk());
  writing_ = std::async(std::launch::async,
                        [this, chunk = Chunk{chunk_.Take(), std::exchange(lines_, {})}]() mutable {
                          return WriteRun(std::move(chunk));
                        });
  return absl::OkStatus();
}

absl::Status KvReleaseImport::WaitForChunk() { return writing_.valid() ? writing_.get() : absl::OkStatus(); }

absl::Status KvReleaseImport::WriteRun(Chunk chunk) {
  last_.table = std::move(chunk.table);
  last_.lines.clear();
  last_.lines.reserve(chunk.lines.size());
  for (uint32_t place : SortCells(last_.table)) last_.lines.push_back(chunk.lines[place]);
  last_places_ = WithoutRepeats();
  if (last_places_.empty()) return absl::OkStatus();
  KARVAN_ASSIGN_OR_RETURN(const int64_t run, AllocateRun(committer_, release_.dataset));
  runs_.emplace_back();
  runs_.back().set_run(run);
  runs_.back().set_cell_count(static_cast<int64_t>(last_places_.size()));
  const std::string prefix = RunPrefix(release_.dataset, run);
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::BulkLoader> loader, catalog_.store().BulkLoad(prefix));
  RunBuilder builder(prefix, *loader);
  KARVAN_RETURN_IF_ERROR(builder.Add(last_.table, last_places_));
  return builder.Finish().status();
}

std::vector<uint32_t> KvReleaseImport::WithoutRepeats() {
  std::vector<uint32_t> kept;
  kept.reserve(last_.table.cells.size());
  for (uint32_t place = 0; place < last_.table.cells.size(); ++place) {
    const PackedCell& cell = last_.table.cells[place];
    if (kept.empty() || !SameCell(last_.table.cells[kept.back()], cell)) {
      kept.push_back(place);
      continue;
    }
    ++repeat_count_;
    ReportRepeat(last_.lines[place], SeriesOf(last_.table.groups[cell.group], cell.product),
                 Period::FromMonths(cell.first_month, cell.month_count).value(),
                 absl::StrCat("line ", last_.lines[kept.back()]));
  }
  return kept;
}

absl::Status KvReleaseImport::FindRepeatsOfRuns(const stored::StoredRelease& release,
                                                const std::string& sha256) {
  std::vector<OpenRun> runs;
  std::vector<std::string> words;
  auto add = [&](int64_t number, std::string from) -> absl::Status {
    KARVAN_ASSIGN_OR_RETURN(OpenRun run, catalog_.Open(RunPrefix(release_.dataset, number), 0));
    runs.push_back(std::move(run));
    words.push_back(std::move(from));
    return absl::OkStatus();
  };
  for (const stored::StoredFile& earlier : release.files()) {
    if (earlier.sha256() == sha256) break;  // this file is in the release already: as it was then
    for (const stored::StoredFileRun& run : earlier.runs()) {
      KARVAN_RETURN_IF_ERROR(add(run.run(), absl::StrCat("file \"", earlier.file_name(), "\"")));
    }
  }
  const size_t first_new = runs.size();
  for (const stored::StoredFileRun& run : runs_) KARVAN_RETURN_IF_ERROR(add(run.run(), "an earlier line"));
  KARVAN_ASSIGN_OR_RETURN(const RepeatedCells repeats,
                          FindRepeats(catalog_, runs, first_new, kMaxProblemsReported));
  repeat_count_ += repeats.count;
  for (const RepeatedCell& repeat : repeats.cells) {
    const bool in_last = repeat.run + 1 == runs.size();
    ReportRepeat(in_last ? LineOf(repeat.series, repeat.period) : 0, repeat.series, repeat.period,
                 words[repeat.first]);
  }
  return absl::OkStatus();
}

void KvReleaseImport::ReportRepeat(int64_t line, const SeriesKey& series, const Period& period,
                                   const std::string& first) {
  repeats_.emplace(line, ImportProblem{line, "", absl::StrCat(Describe(series), " ", period.ToString()),
                                       absl::StrCat("the cell was already given in ", first,
                                                    ": a release gives each cell once")});
  if (repeats_.size() > kMaxProblemsReported) repeats_.erase(std::prev(repeats_.end()));
}

int64_t KvReleaseImport::LineOf(const SeriesKey& series, const Period& period) const {
  const GroupKey group = GroupOf(series).value_or(GroupKey());
  const auto wanted = std::make_tuple(group, Code::Parse(series.product).value_or(Code()),
                                      period.first_month(), period.month_count());
  const auto at = std::lower_bound(last_places_.begin(), last_places_.end(), wanted,
                                   [this](uint32_t place, const auto& wanted) {
                                     const PackedCell& cell = last_.table.cells[place];
                                     return std::make_tuple(last_.table.groups[cell.group], cell.product,
                                                            cell.first_month, cell.month_count) < wanted;
                                   });
  return at == last_places_.end() ? 0 : last_.lines[*at];
}

absl::StatusOr<Release> KvReleaseImport::Register(const stored::StoredRelease& expected,
                                                  const ImportedFile& file, int64_t bad_rows) {
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_ASSIGN_OR_RETURN(stored::StoredRelease stored,
                            ReadRelease(transaction.view(), release_.dataset, release_.number));
    KARVAN_RETURN_IF_ERROR(CheckCanImport(FromStored(stored)));
    // A file that came in meanwhile may give the same cells.
    if (stored.files_size() != expected.files_size()) {
      return Conflict("the release got another file while this one was read");
    }
    if (stored.files_size() == kMaxFilesInRelease) {
      return LimitExceeded("the release holds too many files", kMaxFilesInRelease);
    }
    stored.set_state(static_cast<int>(ReleaseState::kDraft));
    stored.clear_validation();
    stored::StoredFile& added = *stored.add_files();
    added = ToStored(file);
    for (const stored::StoredFileRun& run : runs_) {
      KARVAN_RETURN_IF_ERROR(ConfirmRun(transaction, release_.dataset, run.run()));
      *added.add_runs() = run;
    }
    stored.set_observation_count(stored.observation_count() + file.observation_count);
    stored.set_problem_count(stored.problem_count() + bad_rows);
    transaction.Put(ReleaseKey(release_.dataset, release_.number), EncodeRecord(stored));
    return stored.SerializeAsString();
  };
  KARVAN_ASSIGN_OR_RETURN(std::string answer, committer_.Write(release_.dataset, kNoRequest, decide));
  stored::StoredRelease stored;
  if (!stored.ParseFromString(answer)) return kv::CorruptError("answer of an import");
  return FromStored(stored);
}

void KvReleaseImport::DropRuns() {
  if (runs_.empty()) return;
  // What cannot be dropped now, OrphanCleaner drops later.
  std::vector<int64_t> dropped;
  for (const stored::StoredFileRun& run : runs_) {
    const std::string prefix = RunPrefix(release_.dataset, run.run());
    catalog_.Forget(prefix);
    if (catalog_.store().DropPrefix(prefix).ok()) dropped.push_back(run.run());
  }
  GiveUpRuns(committer_, release_.dataset, dropped).IgnoreError();
  runs_.clear();
}

}  // namespace karvan::statistics
