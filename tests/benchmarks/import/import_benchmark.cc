// Imports the files of karvan-bench-generate in this process, without gRPC: what reading, sorting, encoding
// and writing take, how much memory, and how often a byte is written until the runs are folded.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/types/span.h"
#include "services/platform/clock/clock.h"
#include "services/platform/digest/sha256.h"
#include "services/platform/kv/rocksdb_store.h"
#include "services/platform/ledger/committer.h"
#include "services/platform/status/macros.h"
#include "services/statistics/formats/file_reader.h"
#include "services/statistics/server/allocator.h"
#include "services/statistics/storage/fold_worker.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/kv_dataset_repository.h"
#include "services/statistics/storage/kv_release_repository.h"
#include "services/statistics/storage/run_list.h"

ABSL_FLAG(std::string, folder, "", "of the files, written by karvan-bench-generate");
ABSL_FLAG(std::string, store, "", "an empty folder for the store; files are only read when it is not given");
ABSL_FLAG(bool, one_release, false, "all files as one, in one release; otherwise a release a file");
ABSL_FLAG(
    std::string, fold, "pause",
    "when runs are folded: never, in a pause as the service does, or after each release: never, pause, each");

namespace karvan::statistics {
namespace {

constexpr size_t kBlockBytes = 1 << 20;
constexpr char kDataset[] = "trade";

// Bytes that this process had written to disk, by its /proc/self/io.
int64_t BytesWritten() {
  std::ifstream io("/proc/self/io");
  std::string name;
  int64_t value = 0;
  while (io >> name >> value) {
    if (name == "write_bytes:") return value;
  }
  return 0;
}

// The most memory that this process had, in KiB.
int64_t PeakMemory() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    int64_t value = 0;
    if (word == "VmHWM:" && status >> value) return value;
  }
  return 0;
}

Dataset TradeDataset() {
  Dataset dataset;
  dataset.id = kDataset;
  dataset.display_name = "Trade";
  dataset.provider = "karvan-bench-generate";
  dataset.currency_code = "USD";
  return dataset;
}

class Rows final : public RowSink {
 public:
  explicit Rows(ReleaseImport* import) : import_(import) {}

  absl::Status OnObservation(int64_t line, const Observation& observation) override {
    return import_ == nullptr ? absl::OkStatus() : import_->Add(line, observation);
  }
  absl::Status OnCell(int64_t line, const CellRow& row) override {
    return import_ == nullptr ? absl::OkStatus() : import_->Add(line, row);
  }
  void OnBadRow(const std::vector<ImportProblem>& problems) override {
    std::cerr << problems[0].line << ": " << problems[0].message << "\n";
    ++bad_rows_;
  }

  int64_t bad_rows() const { return bad_rows_; }

 private:
  ReleaseImport* const import_;
  int64_t bad_rows_ = 0;
};

// Reads files as if they were one with one header, into `import` or only for the time it takes. The number of
// rows.
absl::StatusOr<int64_t> ReadInto(absl::Span<const std::string> paths, ReleaseImport* import) {
  const Dataset dataset = TradeDataset();
  Rows rows(import);
  RowSink& sink = rows;
  FileReader reader(std::nullopt, dataset, sink);
  Sha256 sha256;
  std::string block(kBlockBytes, '\0');
  ImportedFile imported;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    if (path != paths.front()) file.ignore(kBlockBytes, '\n');
    while (file) {
      file.read(block.data(), static_cast<std::streamsize>(block.size()));
      const absl::string_view content(block.data(), static_cast<size_t>(file.gcount()));
      imported.size_bytes += file.gcount();
      sha256.Add(content);
      KARVAN_RETURN_IF_ERROR(reader.Feed(content));
    }
  }
  KARVAN_RETURN_IF_ERROR(reader.Finish());
  if (import == nullptr) return reader.row_count();
  imported.file_name = std::filesystem::path(paths.front()).filename();
  imported.format = reader.format();
  imported.sha256 = sha256.Finish();
  imported.row_count = reader.row_count();
  KARVAN_RETURN_IF_ERROR(import->Finish(std::move(imported), rows.bad_rows()).status());
  return reader.row_count();
}

std::vector<std::string> Months(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".csv" && entry.path().filename() != "keys.csv") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

void Print(absl::string_view what, int64_t rows, double seconds) {
  std::cout << what << ": " << rows << " rows in " << seconds << " s, "
            << static_cast<double>(rows) / seconds / 1e6 << " million a second, peak memory "
            << PeakMemory() / 1024 << " MiB\n";
}

absl::Status ReadAll(absl::Span<const std::string> files) {
  const auto start = std::chrono::steady_clock::now();
  KARVAN_ASSIGN_OR_RETURN(const int64_t rows, ReadInto(files, nullptr));
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  Print("read", rows, elapsed.count());
  return absl::OkStatus();
}

// Of the runs that queries read.
absl::StatusOr<uint64_t> LiveBytes(kv::Store& store) {
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredRunList list, ReadRunList(*view, kDataset));
  uint64_t bytes = 0;
  for (const stored::StoredRun& run : list.runs()) {
    KARVAN_ASSIGN_OR_RETURN(const kv::PrefixUsage usage, store.Usage(RunPrefix(kDataset, run.run())));
    bytes += usage.bytes;
  }
  return bytes;
}

absl::Status ImportAll(absl::Span<const std::string> files, const std::string& folder) {
  kv::RocksDbOptions options;
  options.path = folder;
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::Store> store, kv::OpenRocksDbStore(options));
  ledger::Committer committer(*store, *options.clock);
  RunCatalog runs(*store, 256 << 20);
  std::optional<FoldWorker> folds;
  const bool fold_each = absl::GetFlag(FLAGS_fold) == "each";
  if (absl::GetFlag(FLAGS_fold) != "never") {
    folds.emplace(runs, committer, absl::ZeroDuration(),
                  fold_each ? absl::ZeroDuration() : FoldWorker::kQuiet);
  }
  KvReleaseRepository releases(runs, committer, [&](absl::string_view dataset) {
    if (folds) folds->Notify(dataset);
  });
  KARVAN_RETURN_IF_ERROR(KvDatasetRepository(*store, committer).Create(TradeDataset(), {}).status());
  int64_t rows = 0;
  const auto start = std::chrono::steady_clock::now();
  const auto since = [&start] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const size_t files_a_release = absl::GetFlag(FLAGS_one_release) ? files.size() : 1;
  for (size_t first = 0; first < files.size(); first += files_a_release) {
    Release draft;
    draft.dataset = kDataset;
    KARVAN_ASSIGN_OR_RETURN(draft, releases.Create(draft, {}));
    KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<ReleaseImport> import,
                            releases.BeginImport(kDataset, draft.number));
    KARVAN_ASSIGN_OR_RETURN(const int64_t read,
                            ReadInto(files.subspan(first, files_a_release), import.get()));
    rows += read;
    KARVAN_RETURN_IF_ERROR(releases.Publish(kDataset, draft.number, {}, "", {}).status());
    if (fold_each) folds->WaitUntilIdle();
  }
  Print("import", rows, since());
  if (folds) folds->WaitUntilIdle();
  Print("import and folding", rows, since());
  KARVAN_ASSIGN_OR_RETURN(const uint64_t live, LiveBytes(*store));
  std::cout << BytesWritten() << " bytes written, " << live
            << " bytes in live runs: " << static_cast<double>(BytesWritten()) / static_cast<double>(live)
            << "\n";
  return absl::OkStatus();
}

}  // namespace
}  // namespace karvan::statistics

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("Imports generated files without gRPC, and tells rows a second.");
  absl::ParseCommandLine(argc, argv);
  karvan::statistics::KeepFreedMemory();  // as the service does
  const std::vector<std::string> files = karvan::statistics::Months(absl::GetFlag(FLAGS_folder));
  const std::string store = absl::GetFlag(FLAGS_store);
  const absl::Status done =
      store.empty() ? karvan::statistics::ReadAll(files) : karvan::statistics::ImportAll(files, store);
  if (done.ok()) return EXIT_SUCCESS;
  std::cerr << done << "\n";
  return EXIT_FAILURE;
}
