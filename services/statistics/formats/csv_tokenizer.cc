#include "services/statistics/formats/csv_tokenizer.h"

#include "absl/strings/str_cat.h"
#include "services/platform/status/macros.h"

namespace karvan::statistics {

absl::Status CsvTokenizer::Feed(absl::string_view bytes) {
  for (char c : bytes) {
    const bool second_of_crlf = after_cr_ && c == '\n';
    after_cr_ = c == '\r';
    if (second_of_crlf && state_ != State::kQuoted) continue;  // the line ended with the CR
    KARVAN_RETURN_IF_ERROR(Take(c));
    if (c == '\n' ? !second_of_crlf : c == '\r') ++line_;
    if (AtRowStart()) row_.line = line_;
  }
  return absl::OkStatus();
}

absl::Status CsvTokenizer::Finish() {
  if (state_ == State::kQuoted) Fail("a quoted field is not closed before the end of the file");
  return AtRowStart() ? absl::OkStatus() : EndRow();
}

void CsvTokenizer::SkipLine() {
  row_.line = ++line_;
  after_cr_ = false;
}

absl::Status CsvTokenizer::Take(char c) {
  if (row_.line == 0) row_.line = line_;
  if (state_ == State::kQuoted) {
    TakeInQuotes(c);
    return absl::OkStatus();
  }
  return TakeOutsideQuotes(c);
}

void CsvTokenizer::TakeInQuotes(char c) {
  if (c == '"') {
    state_ = State::kQuoteInQuoted;
  } else {
    Append(c);
  }
}

absl::Status CsvTokenizer::TakeOutsideQuotes(char c) {
  if (c == '\n' || c == '\r') return EndRow();
  if (state_ == State::kSkippingLine) return absl::OkStatus();
  if (c == ',') {
    EndField();
  } else if (c == '"' && state_ == State::kFieldStart) {
    state_ = State::kQuoted;
    ++row_bytes_;  // so that a row of one empty quoted field is not an empty line
  } else if (c == '"' && state_ == State::kQuoteInQuoted) {
    state_ = State::kQuoted;
    Append(c);
  } else if (state_ == State::kQuoteInQuoted) {
    Fail("text follows a closing quote: a quote inside a quoted field must be doubled");
  } else {
    state_ = State::kUnquoted;
    Append(c);
  }
  return absl::OkStatus();
}

void CsvTokenizer::Append(char c) {
  field_.push_back(c);
  if (++row_bytes_ > kMaxRowBytes) {
    Fail(absl::StrCat("the row is longer than ", kMaxRowBytes, " bytes: a closing quote may be missing"));
  }
}

void CsvTokenizer::EndField() {
  row_.fields.push_back(std::move(field_));
  field_.clear();
  ++row_bytes_;
  state_ = State::kFieldStart;
}

absl::Status CsvTokenizer::EndRow() {
  const bool empty_line = row_bytes_ == 0 && row_.error.empty();
  if (!empty_line) {
    if (row_.error.empty()) EndField();
    KARVAN_RETURN_IF_ERROR(handler_(row_));
  }
  row_ = CsvRow();
  field_.clear();
  row_bytes_ = 0;
  state_ = State::kFieldStart;
  return absl::OkStatus();
}

void CsvTokenizer::Fail(absl::string_view error) {
  row_.error = std::string(error);
  state_ = State::kSkippingLine;
}

}  // namespace karvan::statistics
