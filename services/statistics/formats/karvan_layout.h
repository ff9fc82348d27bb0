#pragma once

#include <array>
#include <memory>
#include <vector>

#include "services/statistics/formats/row_layout.h"

namespace karvan::statistics {

// Karvan's own CSV, which can carry any kind of dataset: see KARVAN_CSV.md.
class KarvanLayout final : public RowLayout {
 public:
  static absl::StatusOr<std::unique_ptr<RowLayout>> Create(const Header& header, const Dataset& dataset);

  FileFormat format() const override { return FileFormat::kKarvanCsv; }
  std::optional<Observation> Read(RowFields& fields) const override;
  std::vector<PlainRows::FileColumn> PlainColumns() const override;

 private:
  // The columns, in the order of their names in the source file.
  enum Column {
    kReporter,
    kPartner,
    kFlow,
    kPeriod,
    kValue,
    kClassification,
    kProduct,
    kSecondPartner,
    kCustomsProcedure,
    kTransportMode,
    kUnitMultiplier,
    kValuation,
    kCifValue,
    kFobValue,
    kNetWeight,
    kQuantity,
    kQuantityUnit,
    kQualifier,
    kStatus,
    kConfidentiality,
    kStatement,
    kAction,
    kColumnCount,
  };
  static constexpr int kRequiredColumns = kValue + 1;  // they stand first

  static const std::array<absl::string_view, kColumnCount> kNames;

  // Where each column stands in the file.
  using Positions = std::array<int, kColumnCount>;

  KarvanLayout(const Positions& positions, const Dataset& dataset) : at_(positions), dataset_(dataset) {}

  SeriesKey ReadSeries(RowFields& fields) const;
  std::optional<Period> ReadPeriod(RowFields& fields) const;
  Measures ReadMeasures(RowFields& fields) const;
  void ReadMarks(RowFields& fields, Measures& measures) const;
  bool ReadDeletes(RowFields& fields) const;

  const Positions at_;
  const Dataset& dataset_;
};

}  // namespace karvan::statistics
