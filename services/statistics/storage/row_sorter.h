#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/statistics/domain/observation.h"
#include "services/statistics/storage/keys.h"

namespace karvan::statistics {

// Collects the rows of a file, encoded, and puts them into the order of pages.
class RowSorter {
 public:
  struct Row {
    absl::string_view key;   // one byte of class, then the cell key
    absl::string_view cell;  // serialised StoredCell
    int64_t line = 0;

    CellClass cell_class() const { return static_cast<CellClass>(key[0]); }
    absl::string_view cell_key() const { return key.substr(1); }
  };

  RowSorter() = default;
  RowSorter(const RowSorter&) = delete;
  RowSorter& operator=(const RowSorter&) = delete;

  void Add(int64_t line, const Observation& observation);

  // To be called once, after the last Add: by key, rows of one key by line.
  void Sort();

  int64_t size() const { return static_cast<int64_t>(rows_.size()); }
  const std::vector<Row>& rows() const { return rows_; }

  // The place of the first row of a cell; only after Sort.
  std::optional<size_t> Find(const Observation& cell) const;

 private:
  absl::string_view Keep(absl::string_view bytes);

  std::vector<std::string> blocks_;  // never grow beyond their capacity, so that views into them hold
  std::vector<Row> rows_;
};

}  // namespace karvan::statistics
