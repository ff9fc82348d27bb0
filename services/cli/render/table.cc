#include "services/cli/render/table.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/cli/render/text_width.h"

namespace karvan::cli {
namespace {

std::string Heading(absl::string_view name) {
  return absl::StrReplaceAll(absl::AsciiStrToUpper(name), {{"_", " "}});
}

// One line, fit for a cell: no line breaks, cut to the column.
std::string FitCell(absl::string_view cell, size_t max_width) {
  std::string line = absl::StrReplaceAll(cell, {{"\n", " "}});
  return max_width == 0 ? line : CutToWidth(line, max_width);
}

void AppendAligned(absl::string_view cell, size_t width, Table::Align align, std::string& line) {
  std::string padding(width - TextWidth(cell), ' ');
  if (align == Table::Align::kRight) {
    absl::StrAppend(&line, padding, cell);
  } else {
    absl::StrAppend(&line, cell, padding);
  }
}

std::string CsvCell(absl::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == absl::string_view::npos) return std::string(cell);
  return absl::StrCat("\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\"");
}

void AppendCsvLine(const std::vector<std::string>& cells, std::string& out) {
  for (size_t i = 0; i < cells.size(); ++i) absl::StrAppend(&out, i == 0 ? "" : ",", CsvCell(cells[i]));
  out += '\n';
}

}  // namespace

std::string Table::ToText() const {
  std::vector<std::vector<std::string>> lines(rows_.size() + 1);
  std::vector<size_t> widths;
  std::vector<Align> aligns;
  for (size_t c = 0; c < columns_.size(); ++c) {
    auto is_empty = [c](const auto& row) { return row[c].empty(); };
    if (!rows_.empty() && std::all_of(rows_.begin(), rows_.end(), is_empty)) continue;
    lines[0].push_back(Heading(columns_[c].name));
    size_t width = TextWidth(lines[0].back());
    for (size_t r = 0; r < rows_.size(); ++r) {
      lines[r + 1].push_back(FitCell(rows_[r][c], columns_[c].max_width));
      width = std::max(width, TextWidth(lines[r + 1].back()));
    }
    widths.push_back(width);
    aligns.push_back(columns_[c].align);
  }

  std::string out;
  for (const std::vector<std::string>& cells : lines) {
    std::string line;
    for (size_t c = 0; c < cells.size(); ++c) {
      if (c > 0) line += "  ";
      AppendAligned(cells[c], widths[c], aligns[c], line);
    }
    absl::StripTrailingAsciiWhitespace(&line);
    absl::StrAppend(&out, line, "\n");
  }
  return out;
}

std::string Table::ToCsv() const {
  std::vector<std::string> header;
  for (const Column& column : columns_) header.push_back(column.name);
  std::string out;
  AppendCsvLine(header, out);
  for (const std::vector<std::string>& row : rows_) AppendCsvLine(row, out);
  return out;
}

}  // namespace karvan::cli
