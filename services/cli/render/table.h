#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace karvan::cli {

// Rows under named columns, printed aligned for people or as CSV for programs.
class Table {
 public:
  enum class Align { kLeft, kRight };
  struct Column {
    std::string name;  // lower case with "_", as in CSV; printed as "UPPER CASE" for people
    Align align = Align::kLeft;
    size_t max_width = 0;  // longer cells are cut for people; 0 is no limit
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // As many cells as there are columns.
  void AddRow(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  bool empty() const { return rows_.empty(); }

  // Columns two spaces apart, aligned by what a terminal shows, without trailing spaces. A column that is
  // empty in every row is left out. Only the header when there are no rows.
  std::string ToText() const;

  // RFC 4180 with "\n" line ends: a header, all columns, nothing cut.
  std::string ToCsv() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace karvan::cli
