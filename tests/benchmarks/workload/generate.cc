// Generates the data of the benchmarks: figures by month in Karvan CSV, and keys to ask for.

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "tests/benchmarks/workload/dataset_files.h"
#include "tests/benchmarks/workload/trade_model.h"

ABSL_FLAG(uint64_t, rows, 1'000'000, "figures in all");
ABSL_FLAG(std::string, folder, "", "where the files go; made when it is missing");
ABSL_FLAG(uint64_t, seed, karvan::bench::TradeOptions().seed, "other numbers give other data");
ABSL_FLAG(bool, outliers, false, "make one value in 1,000 a thousand times as large");
ABSL_FLAG(int, vintage, 0, "above 0: the same cells with the values of that revision");
ABSL_FLAG(int, keys, 2000, "random series to ask for, in keys.csv");

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("Generates synthetic monthly trade: a CSV a month and keys.csv.");
  absl::ParseCommandLine(argc, argv);
  const std::string folder = absl::GetFlag(FLAGS_folder);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (folder.empty() || error) {
    std::cerr << "--folder=\"" << folder << "\" cannot be made: " << error.message() << "\n";
    return EXIT_FAILURE;
  }
  karvan::bench::TradeModel model({.rows = absl::GetFlag(FLAGS_rows),
                                   .seed = absl::GetFlag(FLAGS_seed),
                                   .outliers = absl::GetFlag(FLAGS_outliers),
                                   .vintage = absl::GetFlag(FLAGS_vintage)});
  absl::Status written = karvan::bench::WriteMonths(model, folder);
  if (written.ok()) written = karvan::bench::WriteKeys(model, absl::GetFlag(FLAGS_keys), folder);
  if (!written.ok()) {
    std::cerr << written.message() << "\n";
    return EXIT_FAILURE;
  }
  std::cout << absl::GetFlag(FLAGS_rows) << " figures of " << model.live_count() << " series\n";
  return EXIT_SUCCESS;
}
