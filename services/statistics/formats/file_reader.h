#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/statistics/domain/cell_row.h"
#include "services/statistics/domain/dataset.h"
#include "services/statistics/domain/import_problem.h"
#include "services/statistics/domain/observation.h"
#include "services/statistics/domain/release.h"
#include "services/statistics/formats/csv_tokenizer.h"
#include "services/statistics/formats/plain_rows.h"
#include "services/statistics/formats/row_layout.h"
#include "services/statistics/formats/text_encoding.h"

namespace karvan::statistics {

// What a file is read into, row by row.
class RowSink {
 public:
  virtual ~RowSink() = default;

  // A row that was read, and the line on which it begins. An error ends the reading of the file.
  virtual absl::Status OnObservation(int64_t line, const Observation& observation) = 0;

  // As OnObservation, of a row in compact form: most rows of large files. The attributes live as long as the
  // reader.
  virtual absl::Status OnCell(int64_t line, const CellRow& row) = 0;

  // A row that could not be read: its problems, at least one.
  virtual void OnBadRow(const std::vector<ImportProblem>& problems) = 0;
};

// Reads a file of observations that arrives in pieces, in constant memory, whatever its format.
class FileReader {
 public:
  // `format` may be left to be told from the header. `dataset` and `sink` must outlive the reader.
  FileReader(std::optional<FileFormat> format, const Dataset& dataset, RowSink& sink);
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;

  // The next bytes. INVALID_ARGUMENT when the file as a whole cannot be read: in UTF-16, or see
  // RecogniseLayout. Errors of the sink are passed on. Not to be called after an error.
  absl::Status Feed(absl::string_view bytes);

  // The end of the file. INVALID_ARGUMENT, FORMAT_UNKNOWN, when it was empty.
  absl::Status Finish();

  // Only after the header was read, as it is after Finish.
  FileFormat format() const { return layout_->format(); }

  // Rows so far, bad ones included, the header not.
  int64_t row_count() const { return row_count_; }

 private:
  absl::Status FeedText(absl::string_view text);
  absl::Status OnRow(CsvRow& row);
  absl::Status OnHeader(const CsvRow& row);

  const std::optional<FileFormat> format_;
  const Dataset& dataset_;
  RowSink& sink_;
  ByteOrderMark byte_order_mark_;
  CsvTokenizer tokenizer_;
  std::optional<Header> header_;
  std::unique_ptr<RowLayout> layout_;
  std::optional<PlainRows> plain_rows_;
  int64_t row_count_ = 0;
};

}  // namespace karvan::statistics
