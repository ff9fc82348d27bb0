#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/statistics/formats/file_reader.h"

// For tests: reads a whole file at once.
namespace karvan::statistics::testing {

struct ReadResult {
  FileFormat format;
  int64_t row_count = 0;
  std::map<int64_t, Observation> observations;  // by line
  std::vector<ImportProblem> problems;
  int bad_rows = 0;
  int64_t plain_rows = 0;  // read by PlainRows
};

// A number in full.
inline std::optional<Decimal> Full(const Number& number) {
  if (!number.present()) return std::nullopt;
  return Decimal::FromUnscaled(number.unscaled, number.scale).value();
}

inline Observation Full(const CellRow& row) {
  Observation observation{
      SeriesOf(row.group, row.product), Period::FromMonths(row.first_month, row.month_count).value(), {}};
  row.attributes->ApplyTo(observation.measures);
  observation.measures.value = Full(row.value);
  observation.measures.net_weight = Full(row.net_weight);
  observation.measures.quantity = Full(row.quantity);
  return observation;
}

// A dataset of trade in goods in US dollars, of any reporter.
inline Dataset GoodsDataset() {
  Dataset dataset;
  dataset.id = "goods";
  dataset.currency_code = "USD";
  return dataset;
}

// Reads `content` for `dataset` in pieces of `piece` bytes.
inline absl::StatusOr<ReadResult> ReadFile(absl::string_view content, const Dataset& dataset = GoodsDataset(),
                                           std::optional<FileFormat> format = std::nullopt,
                                           size_t piece = 7) {
  struct Sink : RowSink {
    absl::Status OnObservation(int64_t line, const Observation& observation) override {
      result.observations.emplace(line, observation);
      return absl::OkStatus();
    }
    absl::Status OnCell(int64_t line, const CellRow& row) override {
      ++result.plain_rows;
      return OnObservation(line, Full(row));
    }
    void OnBadRow(const std::vector<ImportProblem>& problems) override {
      ++result.bad_rows;
      result.problems.insert(result.problems.end(), problems.begin(), problems.end());
    }
    ReadResult result;
  };
  Sink sink;
  FileReader reader(format, dataset, sink);
  for (size_t i = 0; i < content.size(); i += piece) {
    if (absl::Status status = reader.Feed(content.substr(i, piece)); !status.ok()) return status;
  }
  if (absl::Status status = reader.Finish(); !status.ok()) return status;
  sink.result.format = reader.format();
  sink.result.row_count = reader.row_count();
  return std::move(sink.result);
}

}  // namespace karvan::statistics::testing
