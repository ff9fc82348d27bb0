#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/statistics/formats/csv_tokenizer.h"

namespace karvan::statistics {

// The first row of a file.
class Header {
 public:
  static constexpr int kAbsent = -1;

  // Names are trimmed; empty names at the end, which trailing commas leave, are dropped.
  explicit Header(const CsvRow& row);

  int size() const { return static_cast<int>(names_.size()); }
  const std::string& name(int column) const { return names_[column]; }
  const std::vector<std::string>& names() const { return names_; }

  // The column of a name as it is written, or kAbsent.
  int Find(absl::string_view name) const;

  // The first column that has one of these names when only letters and digits count and case does not:
  // "Trade Value (US$)" and R's "Trade.Value..US.." are both "tradevalueus"; "reporterISO" and
  // "reporter_iso" both "reporteriso". kAbsent when there is none.
  int FindLoosely(std::initializer_list<absl::string_view> loose_names) const;

 private:
  std::vector<std::string> names_;
  std::vector<std::string> loose_names_;
};

}  // namespace karvan::statistics
