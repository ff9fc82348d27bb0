#include "services/statistics/storage/kv_release_import.h"

#include <algorithm>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/storage/counters.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/kv_release_repository.h"
#include "services/statistics/storage/record.h"
#include "services/statistics/storage/run_cursor.h"
#include "services/statistics/storage/run_writer.h"
#include "services/statistics/storage/stored_convert.h"

namespace karvan::statistics {
namespace {

// Registrations and allocations are writes of their own: no request is repeated here.
const ledger::WriteRequest kNoRequest;

absl::Status TooManyObservations() {
  return LimitExceeded("the release holds too many observations", kMaxObservationsInRelease);
}

ObservationFilter EveryCell() {
  ObservationFilter filter;
  filter.second_partners = CodeSet::Any();
  filter.customs_procedures = CodeSet::Any();
  filter.transport_modes = CodeSet::Any();
  return filter;
}

}  // namespace

absl::Status KvReleaseImport::Add(int64_t line, const Observation& observation) {
  // Whether the release has room for them is told in Finish, for the file may be in it already.
  if (sorter_.size() >= kMaxObservationsInRelease) return TooManyObservations();
  sorter_.Add(line, observation);
  return absl::OkStatus();
}

absl::StatusOr<ImportOutcome> KvReleaseImport::Finish(ImportedFile file, int64_t bad_rows) {
  sorter_.Sort();
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(stored::StoredRelease before,
                          ReadRelease(*view, release_.dataset, release_.number));
  view.reset();

  Repeats repeats = FindRepeatsWithin();
  for (const stored::StoredFile& earlier : before.files()) {
    if (earlier.sha256() == file.sha256) return FirstOutcome(before, earlier, repeats);
    KARVAN_RETURN_IF_ERROR(AddRepeatsOfFile(earlier, repeats));
  }
  const int64_t repeat_count = static_cast<int64_t>(repeats.size());
  file.observation_count = sorter_.size() - repeat_count;
  if (before.observation_count() + file.observation_count > kMaxObservationsInRelease) {
    return TooManyObservations();
  }

  int64_t run = 0;
  absl::Cleanup drop = [&] {
    // What cannot be dropped now is dropped at the next start.
    if (run != 0) store_.DropPrefix(RunPrefix(release_.dataset, run)).IgnoreError();
  };
  if (file.observation_count > 0) {
    KARVAN_ASSIGN_OR_RETURN(run, AllocateRun());
    KARVAN_RETURN_IF_ERROR(WriteRun(run, repeats));
  }
  absl::StatusOr<Release> registered = Register(before, file, run, bad_rows + repeat_count);
  // A release that may have been changed may name the run.
  if (registered.ok() || kv::IsUnknownOutcome(registered.status())) std::move(drop).Cancel();
  if (!registered.ok()) return registered.status();
  ImportOutcome outcome;
  outcome.release = *std::move(registered);
  outcome.file = std::move(file);
  ReportRepeats(repeats, outcome);
  return outcome;
}

ImportOutcome KvReleaseImport::FirstOutcome(const stored::StoredRelease& release,
                                            const stored::StoredFile& file, const Repeats& repeats) const {
  ImportOutcome outcome;
  outcome.release = FromStored(release);
  outcome.file = FromStored(file);
  ReportRepeats(repeats, outcome);
  return outcome;
}

KvReleaseImport::Repeats KvReleaseImport::FindRepeatsWithin() const {
  Repeats repeats;
  const std::vector<RowSorter::Row>& rows = sorter_.rows();
  size_t first = 0;
  for (size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].key == rows[first].key) {
      repeats.emplace(i, absl::StrCat("line ", rows[first].line));
    } else {
      first = i;
    }
  }
  return repeats;
}

absl::Status KvReleaseImport::AddRepeatsOfFile(const stored::StoredFile& file, Repeats& repeats) const {
  if (file.run() == 0 || sorter_.size() == 0) return absl::OkStatus();
  const ObservationFilter every_cell = EveryCell();
  PageReader reader(store_, [] { return absl::OkStatus(); });
  for (CellClass cell_class : {CellClass::kTotal, CellClass::kBreakdown}) {
    RunCursor cursor(reader, release_.dataset, file.run(), cell_class, every_cell, "");
    for (absl::Status status = cursor.Next();; status = cursor.Next()) {
      KARVAN_RETURN_IF_ERROR(status);
      if (cursor.done()) break;
      if (std::optional<size_t> row = sorter_.Find(cursor.cell())) {
        repeats.emplace(*row, absl::StrCat("file \"", file.file_name(), "\""));
      }
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<int64_t> KvReleaseImport::AllocateRun() {
  auto decide = [this](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_ASSIGN_OR_RETURN(stored::StoredCounters counters,
                            ReadCounters(transaction.view(), release_.dataset));
    counters.set_run_count(counters.run_count() + 1);
    transaction.Put(CountersKey(release_.dataset), EncodeRecord(counters));
    return absl::StrCat(counters.run_count());
  };
  KARVAN_ASSIGN_OR_RETURN(std::string answer, committer_.Write(release_.dataset, kNoRequest, decide));
  int64_t run = 0;
  if (!absl::SimpleAtoi(answer, &run)) return kv::CorruptError("answer of a run allocation");
  return run;
}

absl::Status KvReleaseImport::WriteRun(int64_t run, const Repeats& repeats) {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::BulkLoader> loader,
                          store_.BulkLoad(RunPrefix(release_.dataset, run)));
  RunWriter writer(release_.dataset, run, *loader);
  for (size_t i = 0; i < sorter_.rows().size(); ++i) {
    if (repeats.count(i) > 0) continue;
    const RowSorter::Row& row = sorter_.rows()[i];
    KARVAN_RETURN_IF_ERROR(writer.Add(row.cell_class(), row.cell_key(), row.cell));
  }
  return writer.Finish();
}

absl::StatusOr<Release> KvReleaseImport::Register(const stored::StoredRelease& expected,
                                                  const ImportedFile& file, int64_t run, int64_t bad_rows) {
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
    *stored.add_files() = ToStored(file, run);
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

void KvReleaseImport::ReportRepeats(const Repeats& repeats, ImportOutcome& outcome) const {
  outcome.repeat_count = static_cast<int64_t>(repeats.size());
  std::vector<std::pair<int64_t, size_t>> by_line;
  for (const auto& [row, first] : repeats) by_line.push_back({sorter_.rows()[row].line, row});
  std::sort(by_line.begin(), by_line.end());
  for (const auto& [line, row] : by_line) {
    if (outcome.repeats.size() == kMaxProblemsReported) return;
    absl::StatusOr<Cell> cell = ParseCellKey(sorter_.rows()[row].cell_key());
    const std::string value =
        cell.ok() ? absl::StrCat(Describe(cell->series), " ", cell->period.ToString()) : "";
    outcome.repeats.push_back({line, "", value,
                               absl::StrCat("the cell was already given in ", repeats.at(row),
                                            ": a release gives each cell once")});
  }
}

}  // namespace karvan::statistics
