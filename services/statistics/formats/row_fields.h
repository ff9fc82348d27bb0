#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/platform/decimal/decimal.h"
#include "services/statistics/domain/import_problem.h"
#include "services/statistics/formats/csv_tokenizer.h"
#include "services/statistics/formats/header.h"

namespace karvan::statistics {

// The fields of one row, read by column. What cannot be read becomes a problem that names the column, and
// reading goes on, so that a user learns all faults of a row at once. A column may be Header::kAbsent: its
// field is then missing in every row.
class RowFields {
 public:
  RowFields(const Header& header, const CsvRow& row) : header_(header), row_(row) {}

  // Without spaces around it; empty when the field is missing: an empty field or R's "NA".
  absl::string_view Text(int column) const;

  // Decimal text, or nothing when the field is missing or has a problem.
  std::optional<Decimal> Number(int column);

  // A code that `check` allows, `missing` in place of a missing field.
  std::string Code(int column, absl::Status (*check)(absl::string_view), absl::string_view missing = "");

  // Reports the field of a column; a problem of kAbsent is one of the row as a whole.
  void AddProblem(int column, absl::string_view message);
  void AddProblem(int column, const absl::Status& status);  // OK adds nothing

  const std::vector<ImportProblem>& problems() const { return problems_; }

 private:
  const Header& header_;
  const CsvRow& row_;
  std::vector<ImportProblem> problems_;
};

}  // namespace karvan::statistics
