#pragma once

#include <memory>

#include "services/statistics/formats/comtrade_fields.h"
#include "services/statistics/formats/row_layout.h"

namespace karvan::statistics {

// UN Comtrade's CSV of the years before 2023: 35 columns or the 22 without breakdowns, annual or monthly,
// also with the header as R's read.csv changes it. Values are US dollars as reported; how they are valued is
// not stated. Breakdown columns that are missing or empty mean the total. Quantities of the unit "No
// Quantity" (code 0 or 1) are not given; other zeros stand as published.
class ComtradeLegacyLayout final : public RowLayout {
 public:
  static absl::StatusOr<std::unique_ptr<RowLayout>> Create(const Header& header, const Dataset& dataset);

  FileFormat format() const override { return FileFormat::kComtradeLegacyCsv; }
  std::optional<Observation> Read(RowFields& fields) const override;

 private:
  struct Columns {
    int classification, period, flow, product;
    AreaColumns reporter, partner, second_partner;
    int customs, transport;
    int quantity_unit_code, quantity_unit, quantity, net_weight;
    int value, cif_value, fob_value, flag;
  };

  ComtradeLegacyLayout(const Columns& columns, const Dataset& dataset)
      : columns_(columns), dataset_(dataset) {}

  SeriesKey ReadSeries(RowFields& fields) const;
  Measures ReadMeasures(RowFields& fields) const;

  const Columns columns_;
  const Dataset& dataset_;
};

}  // namespace karvan::statistics
