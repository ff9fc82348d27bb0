#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace karvan::statistics {

// A record of a CSV file.
struct CsvRow {
  int64_t line = 0;                 // on which it begins, from 1
  std::vector<std::string> fields;  // without quotes; any bytes
  std::string error;                // why it cannot be read; empty when it can
};

// Cuts a CSV file (RFC 4180) that arrives in pieces into rows, in constant memory. Quoted fields may hold
// commas, doubled quotes and line breaks; lines end with LF, CRLF or CR; empty lines are skipped.
class CsvTokenizer {
 public:
  // A longer row is an error of that row, and reading goes on after the line break at which the limit was
  // passed: most often a closing quote is missing.
  static constexpr size_t kMaxRowBytes = 64 << 10;

  using RowHandler = std::function<absl::Status(CsvRow& row)>;

  // `handler` gets each row when it is complete and may take its contents; its error ends the reading.
  explicit CsvTokenizer(RowHandler handler) : handler_(std::move(handler)) {}

  // The next bytes of the file.
  absl::Status Feed(absl::string_view bytes);

  // True before the first byte of a row. On which line it then begins, and how to go on behind that line when
  // it was read elsewhere.
  bool AtRowStart() const { return state_ == State::kFieldStart && row_bytes_ == 0 && row_.error.empty(); }
  int64_t line() const { return line_; }
  void SkipLine();

  // The end of the file: the last row need not end with a line break.
  absl::Status Finish();

 private:
  enum class State {
    kFieldStart,
    kUnquoted,
    kQuoted,
    kQuoteInQuoted,  // the closing quote, or the first of a doubled one
    kSkippingLine,   // after an error, to the end of the line
  };

  absl::Status Take(char c);
  absl::Status TakeOutsideQuotes(char c);
  void TakeInQuotes(char c);
  void EndField();
  absl::Status EndRow();
  void Append(char c);
  void Fail(absl::string_view error);

  RowHandler handler_;
  State state_ = State::kFieldStart;
  CsvRow row_;
  std::string field_;
  size_t row_bytes_ = 0;
  int64_t line_ = 1;
  bool after_cr_ = false;
};

}  // namespace karvan::statistics
