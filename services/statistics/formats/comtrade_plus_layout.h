#pragma once

#include <memory>

#include "services/statistics/formats/comtrade_fields.h"
#include "services/statistics/formats/row_layout.h"

namespace karvan::statistics {

// UN Comtrade+ CSV since 2023: the 47 fields of its interface, in camelCase or, as R clients write them, in
// snake_case. Values are US dollars. A CIF or FOB value of 0 beside a value that is not 0 means that it was
// not given. The value counts as CIF or FOB where it equals the one or the other; where it equals both,
// imports are CIF and exports FOB. A quantity without a unit (code -1) is not given; other zeros stand as
// published. Gross weight and the alternative quantity are not kept. Rows of services and rows of one mode of
// supply are problems: the dataset has no place for them.
class ComtradePlusLayout final : public RowLayout {
 public:
  static absl::StatusOr<std::unique_ptr<RowLayout>> Create(const Header& header, const Dataset& dataset);

  FileFormat format() const override { return FileFormat::kComtradePlusCsv; }
  std::optional<Observation> Read(RowFields& fields) const override;

 private:
  struct Columns {
    int type, classification, period, flow, product;
    AreaColumns reporter, partner, second_partner;
    int customs, supply, transport;
    int quantity_unit_code, quantity_unit, quantity, net_weight;
    int value, cif_value, fob_value, flag;
  };

  ComtradePlusLayout(const Columns& columns, const Dataset& dataset) : columns_(columns), dataset_(dataset) {}

  SeriesKey ReadSeries(RowFields& fields) const;
  Measures ReadMeasures(absl::string_view flow, RowFields& fields) const;

  const Columns columns_;
  const Dataset& dataset_;
};

}  // namespace karvan::statistics
