#include "services/statistics/storage/cell_codec.h"

#include "services/platform/status/macros.h"

namespace karvan::statistics {
namespace {

std::string EncodeDecimal(const std::optional<Decimal>& number) { return number ? number->ToString() : ""; }

absl::StatusOr<std::optional<Decimal>> DecodeDecimal(const std::string& text) {
  if (text.empty()) return std::optional<Decimal>();
  KARVAN_ASSIGN_OR_RETURN(Decimal number, Decimal::Parse(text));
  return std::optional<Decimal>(number);
}

std::string Unless(const std::string& text, absl::string_view usual) { return text == usual ? "" : text; }

std::string Or(const std::string& text, const char* usual) { return text.empty() ? usual : text; }

}  // namespace

stored::StoredCell EncodeCell(const Period& period, const Measures& measures) {
  stored::StoredCell cell;
  cell.set_first_month(period.first_month());
  cell.set_month_count(period.month_count());
  cell.set_value(EncodeDecimal(measures.value));
  cell.set_unit_multiplier(measures.unit_multiplier);
  cell.set_valuation(static_cast<int>(measures.valuation));
  cell.set_cif_value(EncodeDecimal(measures.cif_value));
  cell.set_fob_value(EncodeDecimal(measures.fob_value));
  cell.set_net_weight(EncodeDecimal(measures.net_weight));
  cell.set_quantity(EncodeDecimal(measures.quantity));
  cell.set_quantity_unit(measures.quantity_unit);
  cell.set_qualifier(static_cast<int>(measures.qualifier));
  cell.set_status(Unless(measures.status, "A"));
  cell.set_confidentiality(Unless(measures.confidentiality, "F"));
  cell.set_statement(measures.statement);
  return cell;
}

absl::StatusOr<PeriodAndMeasures> DecodeCell(const stored::StoredCell& cell) {
  PeriodAndMeasures decoded;
  KARVAN_ASSIGN_OR_RETURN(decoded.period, Period::FromMonths(cell.first_month(), cell.month_count()));
  Measures& measures = decoded.measures;
  KARVAN_ASSIGN_OR_RETURN(measures.value, DecodeDecimal(cell.value()));
  measures.unit_multiplier = cell.unit_multiplier();
  measures.valuation = static_cast<Valuation>(cell.valuation());
  KARVAN_ASSIGN_OR_RETURN(measures.cif_value, DecodeDecimal(cell.cif_value()));
  KARVAN_ASSIGN_OR_RETURN(measures.fob_value, DecodeDecimal(cell.fob_value()));
  KARVAN_ASSIGN_OR_RETURN(measures.net_weight, DecodeDecimal(cell.net_weight()));
  KARVAN_ASSIGN_OR_RETURN(measures.quantity, DecodeDecimal(cell.quantity()));
  measures.quantity_unit = cell.quantity_unit();
  measures.qualifier = static_cast<Qualifier>(cell.qualifier());
  measures.status = Or(cell.status(), "A");
  measures.confidentiality = Or(cell.confidentiality(), "F");
  measures.statement = cell.statement();
  return decoded;
}

stored::StoredSeries EncodeSeries(const SeriesKey& series) {
  stored::StoredSeries stored;
  stored.set_classification(series.classification);
  stored.set_product(series.product);
  stored.set_second_partner(Unless(series.second_partner, kWorld));
  stored.set_customs_procedure(Unless(series.customs_procedure, kTotalCustoms));
  stored.set_transport_mode(Unless(series.transport_mode, kTotalTransport));
  return stored;
}

void DecodeSeries(const stored::StoredSeries& stored, SeriesKey& series) {
  series.classification = stored.classification();
  series.product = stored.product();
  series.second_partner = Or(stored.second_partner(), kWorld);
  series.customs_procedure = Or(stored.customs_procedure(), kTotalCustoms);
  series.transport_mode = Or(stored.transport_mode(), kTotalTransport);
}

}  // namespace karvan::statistics
