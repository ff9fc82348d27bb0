#include "services/statistics/formats/row_fields.h"

#include "absl/strings/ascii.h"
#include "services/platform/status/utf8.h"
#include "services/statistics/formats/text_encoding.h"

namespace karvan::statistics {

absl::string_view RowFields::Text(int column) const {
  if (column == Header::kAbsent) return "";
  absl::string_view text = absl::StripAsciiWhitespace(row_.fields[column]);
  return text == "NA" ? "" : text;
}

std::optional<Decimal> RowFields::Number(int column) {
  absl::string_view text = Text(column);
  if (text.empty()) return std::nullopt;
  absl::StatusOr<Decimal> number = Decimal::Parse(text);
  if (number.ok()) return *number;
  AddProblem(column, number.status());
  return std::nullopt;
}

std::string RowFields::Code(int column, absl::Status (*check)(absl::string_view), absl::string_view missing) {
  absl::string_view code = Text(column);
  if (code.empty()) code = missing;
  AddProblem(column, check(code));
  return std::string(code);
}

void RowFields::AddProblem(int column, absl::string_view message) {
  ImportProblem problem;
  problem.line = row_.line;
  if (column != Header::kAbsent) {
    problem.column = header_.name(column);
    const std::string value = Utf8OrLatin1(row_.fields[column]);
    problem.value = std::string(TruncateUtf8(value, kMaxProblemValueBytes));
  }
  problem.message = std::string(message);
  problems_.push_back(std::move(problem));
}

void RowFields::AddProblem(int column, const absl::Status& status) {
  if (!status.ok()) AddProblem(column, status.message());
}

}  // namespace karvan::statistics
