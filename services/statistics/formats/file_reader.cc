#include "services/statistics/formats/file_reader.h"

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace karvan::statistics {
namespace {

// Why a row cannot be laid under the header, or nothing. A comma at its end, which some programs write, is
// taken away.
std::string FitRow(const Header& header, CsvRow& row) {
  if (!row.error.empty()) return row.error;
  const size_t columns = header.size();
  while (row.fields.size() > columns && row.fields.back().empty()) row.fields.pop_back();
  if (row.fields.size() == columns) return "";
  return absl::StrCat(
      "has ", row.fields.size(), " fields where the header has ", columns,
      row.fields.size() < columns ? ": the row may be cut off" : ": a field with a comma must be quoted");
}

}  // namespace

FileReader::FileReader(std::optional<FileFormat> format, const Dataset& dataset, RowSink& sink)
    : format_(format),
      dataset_(dataset),
      sink_(sink),
      tokenizer_([this](CsvRow& row) { return OnRow(row); }) {}

absl::Status FileReader::Feed(absl::string_view bytes) {
  KARVAN_ASSIGN_OR_RETURN(absl::string_view text, byte_order_mark_.Feed(bytes));
  return FeedText(text);
}

// Line by line. The tokenizer takes what is not plain, and the parts of lines that arrive in pieces.
absl::Status FileReader::FeedText(absl::string_view text) {
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const size_t size = end == absl::string_view::npos ? text.size() : end + 1;
    const bool whole_line = end != absl::string_view::npos && tokenizer_.AtRowStart();
    const CellRow* row = whole_line && plain_rows_ ? plain_rows_->Read(text.substr(0, end)) : nullptr;
    if (row != nullptr) {
      ++row_count_;
      KARVAN_RETURN_IF_ERROR(sink_.OnCell(tokenizer_.line(), *row));
      tokenizer_.SkipLine();
    } else {
      KARVAN_RETURN_IF_ERROR(tokenizer_.Feed(text.substr(0, size)));
    }
    text.remove_prefix(size);
  }
  return absl::OkStatus();
}

absl::Status FileReader::Finish() {
  KARVAN_RETURN_IF_ERROR(tokenizer_.Feed(byte_order_mark_.Finish()));
  KARVAN_RETURN_IF_ERROR(tokenizer_.Finish());
  if (layout_ != nullptr) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "FORMAT_UNKNOWN",
               "the file is empty: its first line must be a header", {{"header", ""}});
}

absl::Status FileReader::OnRow(CsvRow& row) {
  if (layout_ == nullptr) return OnHeader(row);
  ++row_count_;
  const std::string misfit = FitRow(*header_, row);
  RowFields fields(*header_, row);
  if (!misfit.empty()) {
    fields.AddProblem(Header::kAbsent, misfit);
  } else if (std::optional<Observation> observation = layout_->Read(fields)) {
    if (plain_rows_) plain_rows_->Learn(row.fields, *observation);
    return sink_.OnObservation(row.line, *observation);
  }
  sink_.OnBadRow(fields.problems());
  return absl::OkStatus();
}

absl::Status FileReader::OnHeader(const CsvRow& row) {
  header_.emplace(row.error.empty() ? row : CsvRow());
  KARVAN_ASSIGN_OR_RETURN(layout_, RecogniseLayout(format_, *header_, dataset_));
  std::vector<PlainRows::FileColumn> columns = layout_->PlainColumns();
  if (!columns.empty()) plain_rows_.emplace(std::move(columns));
  return absl::OkStatus();
}

}  // namespace karvan::statistics
