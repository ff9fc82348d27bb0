#pragma once

#include <array>
#include <deque>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/platform/period/period.h"
#include "services/statistics/domain/cell_row.h"
#include "services/statistics/domain/observation.h"
#include "services/statistics/formats/text_table.h"

namespace karvan::statistics {

// Reads most rows of a Karvan CSV at the speed of memory: those without quotes. Codes are checked as the
// RowLayout checks them, and other texts must have been read by it before, in the same column; only numbers
// are read here. So it agrees with the layout on each row that it takes. All others it refuses, and the
// layout must read them.
class PlainRows {
 public:
  // What a column holds: a part of the key, a number, a text that says something of the figure, or what must
  // be empty in a plain row.
  enum class Column {
    kReporter,
    kFlow,
    kPartner,
    kClassification,
    kSecondPartner,
    kCustomsProcedure,
    kTransportMode,
    kProduct,
    kPeriod,
    kValue,
    kNetWeight,
    kQuantity,
    kAttribute,
    kEmpty,
  };

  struct FileColumn {
    Column column = Column::kEmpty;
    // What the layout asks of a code, if that is all it asks of one that is not empty.
    absl::Status (*check)(absl::string_view) = nullptr;
  };

  // `columns` in the order of the file. Texts of one column must be read independently of all others.
  explicit PlainRows(std::vector<FileColumn> columns) : columns_(std::move(columns)) {}
  PlainRows(const PlainRows&) = delete;
  PlainRows& operator=(const PlainRows&) = delete;

  // The cell of a line, given without its line break; null when it is not plain. It lives until the next
  // call, its attributes as long as this.
  const CellRow* Read(absl::string_view line);

  // Takes in what a row was read as: its fields, one a column, and the observation.
  void Learn(const std::vector<std::string>& fields, const Observation& observation);

 private:
  static constexpr int kCodes = 8;  // columns up to kProduct

  bool ReadField(const FileColumn& column, absl::string_view field);
  bool ReadCode(const FileColumn& column, absl::string_view field);

  const std::vector<FileColumn> columns_;
  bool learned_ = false;  // a row, and so the codes of columns that the file does not have
  CellRow row_;
  std::string attribute_texts_;  // of the row at hand, with commas between them
  std::array<TextTable<Code>, kCodes> codes_;
  TextTable<Period> periods_;
  TextTable<const Attributes*> attributes_;  // by attribute_texts_
  std::deque<Attributes> known_attributes_;
};

}  // namespace karvan::statistics
