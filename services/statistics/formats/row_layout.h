#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/statistics/domain/dataset.h"
#include "services/statistics/domain/observation.h"
#include "services/statistics/domain/release.h"
#include "services/statistics/formats/header.h"
#include "services/statistics/formats/plain_rows.h"
#include "services/statistics/formats/row_fields.h"

namespace karvan::statistics {

// How the rows of a file are read: one class a file format, made from the header of the file.
class RowLayout {
 public:
  virtual ~RowLayout() = default;

  virtual FileFormat format() const = 0;

  // The observation of a row, or nothing when problems were added to `fields`.
  virtual std::optional<Observation> Read(RowFields& fields) const = 0;

  // The columns of a file whose plain rows PlainRows may read; empty where each row needs this class.
  virtual std::vector<PlainRows::FileColumn> PlainColumns() const { return {}; }
};

// The layout of a file for `dataset`, which must outlive it: the format that is asked for, or else the one
// that the header shows. INVALID_ARGUMENT: FORMAT_UNKNOWN; HEADER_INVALID, naming the columns that are
// missing or unknown; INVALID_FIELD when the format cannot carry the figures of the dataset.
absl::StatusOr<std::unique_ptr<RowLayout>> RecogniseLayout(std::optional<FileFormat> format,
                                                           const Header& header, const Dataset& dataset);

// The errors of a header; `problem` goes on after the name of the format: "lacks the columns a, b".
absl::Status HeaderInvalid(absl::string_view format_name, absl::string_view problem,
                           absl::string_view columns);

}  // namespace karvan::statistics
