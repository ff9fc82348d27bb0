#include "services/statistics/formats/comtrade_plus_layout.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/statistics/domain/codes.h"
#include "services/statistics/formats/text_encoding.h"

namespace karvan::statistics {
namespace {

bool IsImport(absl::string_view flow) {
  return flow == "M" || flow == "RM" || flow == "FM" || flow == "MIP" || flow == "MOP";
}

Valuation ValuationOf(const Measures& measures, absl::string_view flow) {
  const bool cif = measures.value && measures.cif_value == measures.value;
  const bool fob = measures.value && measures.fob_value == measures.value;
  if (cif && fob) return IsImport(flow) ? Valuation::kCif : Valuation::kFob;
  if (cif) return Valuation::kCif;
  return fob ? Valuation::kFob : Valuation::kNotStated;
}

// The field must be missing or say `expected`.
void Expect(int column, absl::string_view expected, absl::string_view message, RowFields& fields) {
  absl::string_view text = fields.Text(column);
  if (!text.empty() && text != expected) fields.AddProblem(column, message);
}

}  // namespace

absl::StatusOr<std::unique_ptr<RowLayout>> ComtradePlusLayout::Create(const Header& header,
                                                                      const Dataset& dataset) {
  Columns columns;
  columns.type = header.FindLoosely({"typecode"});
  columns.classification = header.FindLoosely({"classificationcode"});
  columns.period = header.FindLoosely({"period"});
  columns.flow = header.FindLoosely({"flowcode"});
  columns.product = header.FindLoosely({"cmdcode"});
  columns.reporter = {header.FindLoosely({"reporteriso"}), header.FindLoosely({"reportercode"})};
  columns.partner = {header.FindLoosely({"partneriso"}), header.FindLoosely({"partnercode"})};
  columns.second_partner = {header.FindLoosely({"partner2iso"}), header.FindLoosely({"partner2code"})};
  columns.customs = header.FindLoosely({"customscode"});
  columns.supply = header.FindLoosely({"moscode"});
  columns.transport = header.FindLoosely({"motcode"});
  columns.quantity_unit_code = header.FindLoosely({"qtyunitcode"});
  columns.quantity_unit = header.FindLoosely({"qtyunitabbr"});
  columns.quantity = header.FindLoosely({"qty"});
  columns.net_weight = header.FindLoosely({"netwgt"});
  columns.value = header.FindLoosely({"primaryvalue"});
  columns.cif_value = header.FindLoosely({"cifvalue"});
  columns.fob_value = header.FindLoosely({"fobvalue"});
  columns.flag = header.FindLoosely({"legacyestimationflag"});

  std::vector<absl::string_view> missing;
  if (columns.period == Header::kAbsent) missing.push_back("period");
  if (columns.reporter.absent()) missing.push_back("reporterCode");
  if (columns.flow == Header::kAbsent) missing.push_back("flowCode");
  if (columns.partner.absent()) missing.push_back("partnerCode");
  if (columns.classification == Header::kAbsent) missing.push_back("classificationCode");
  if (columns.product == Header::kAbsent) missing.push_back("cmdCode");
  if (columns.value == Header::kAbsent) missing.push_back("primaryValue");
  if (!missing.empty()) {
    return HeaderInvalid("UN Comtrade+ CSV", "lacks the columns", absl::StrJoin(missing, ", "));
  }
  return std::unique_ptr<RowLayout>(new ComtradePlusLayout(columns, dataset));
}

std::optional<Observation> ComtradePlusLayout::Read(RowFields& fields) const {
  Expect(columns_.type, "C", "must be C: only trade in goods can be imported", fields);
  Expect(columns_.supply, "0", "must be 0, all modes of supply: parts by mode cannot be imported", fields);
  SeriesKey series = ReadSeries(fields);
  std::optional<Period> period = ComtradePeriod(columns_.period, fields);
  Measures measures = ReadMeasures(series.flow, fields);
  if (!fields.problems().empty()) return std::nullopt;
  return Observation{std::move(series), *period, std::move(measures)};
}

SeriesKey ComtradePlusLayout::ReadSeries(RowFields& fields) const {
  SeriesKey series;
  series.reporter = ComtradeArea(columns_.reporter, "", fields);
  if (!series.reporter.empty()) {
    fields.AddProblem(columns_.reporter.reported(), CheckReporterOf(dataset_, series.reporter));
  }
  series.flow = fields.Code(columns_.flow, CheckTradeFlow);
  series.partner = ComtradeArea(columns_.partner, "", fields);
  series.classification = fields.Code(columns_.classification, CheckClassification);
  series.product = fields.Code(columns_.product, CheckProduct);
  series.second_partner = ComtradeArea(columns_.second_partner, kWorld, fields);
  series.customs_procedure = fields.Code(columns_.customs, CheckCustomsProcedure, kTotalCustoms);
  series.transport_mode = fields.Code(columns_.transport, CheckTransportMode, kTotalTransport);
  return series;
}

Measures ComtradePlusLayout::ReadMeasures(absl::string_view flow, RowFields& fields) const {
  Measures measures;
  measures.value = ComtradeNumber(columns_.value, fields);
  if (fields.Text(columns_.value).empty()) fields.AddProblem(columns_.value, "must not be empty");
  measures.cif_value = ComtradeNumber(columns_.cif_value, fields);
  measures.fob_value = ComtradeNumber(columns_.fob_value, fields);
  if (measures.value && !measures.value->IsZero()) {
    if (measures.cif_value && measures.cif_value->IsZero()) measures.cif_value.reset();
    if (measures.fob_value && measures.fob_value->IsZero()) measures.fob_value.reset();
  }
  measures.valuation = ValuationOf(measures, flow);
  measures.net_weight = ComtradeNumber(columns_.net_weight, fields);
  if (fields.Text(columns_.quantity_unit_code) != "-1") {
    measures.quantity = ComtradeNumber(columns_.quantity, fields);
  }
  if (measures.quantity) measures.quantity_unit = Utf8OrLatin1(fields.Text(columns_.quantity_unit));
  measures.status = ComtradeStatus(columns_.flag, fields);
  return measures;
}

}  // namespace karvan::statistics
