#include "services/statistics/formats/comtrade_legacy_layout.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/statistics/domain/codes.h"
#include "services/statistics/formats/text_encoding.h"

namespace karvan::statistics {
namespace {

std::string ReadFlow(int column, RowFields& fields) {
  absl::string_view code = fields.Text(column);
  if (code == "1") return "M";
  if (code == "2") return "X";
  if (code == "3") return "RX";
  if (code == "4") return "RM";
  fields.AddProblem(column, absl::StrCat("\"", code,
                                         "\" is not a flow: must be 1 (import), 2 (export), 3 "
                                         "(re-export) or 4 (re-import)"));
  return "";
}

}  // namespace

absl::StatusOr<std::unique_ptr<RowLayout>> ComtradeLegacyLayout::Create(const Header& header,
                                                                        const Dataset& dataset) {
  Columns columns;
  columns.classification = header.FindLoosely({"classification"});
  columns.period = header.FindLoosely({"period"});
  columns.flow = header.FindLoosely({"tradeflowcode"});
  columns.product = header.FindLoosely({"commoditycode"});
  columns.reporter = {header.FindLoosely({"reporteriso"}), header.FindLoosely({"reportercode"})};
  columns.partner = {header.FindLoosely({"partneriso"}), header.FindLoosely({"partnercode"})};
  // R puts an X before a name that begins with a digit.
  columns.second_partner = {header.FindLoosely({"2ndpartneriso", "x2ndpartneriso"}),
                            header.FindLoosely({"2ndpartnercode", "x2ndpartnercode"})};
  columns.customs = header.FindLoosely({"customsproccode"});
  columns.transport = header.FindLoosely({"modeoftransportcode"});
  columns.quantity_unit_code = header.FindLoosely({"qtyunitcode"});
  columns.quantity_unit = header.FindLoosely({"qtyunit"});
  columns.quantity = header.FindLoosely({"qty"});
  columns.net_weight = header.FindLoosely({"netweightkg"});
  columns.value = header.FindLoosely({"tradevalueus"});
  columns.cif_value = header.FindLoosely({"ciftradevalueus"});
  columns.fob_value = header.FindLoosely({"fobtradevalueus"});
  columns.flag = header.FindLoosely({"flag"});

  std::vector<absl::string_view> missing;
  if (columns.classification == Header::kAbsent) missing.push_back("Classification");
  if (columns.period == Header::kAbsent) missing.push_back("Period");
  if (columns.flow == Header::kAbsent) missing.push_back("Trade Flow Code");
  if (columns.reporter.absent()) missing.push_back("Reporter Code");
  if (columns.partner.absent()) missing.push_back("Partner Code");
  if (columns.product == Header::kAbsent) missing.push_back("Commodity Code");
  if (columns.value == Header::kAbsent) missing.push_back("Trade Value (US$)");
  if (!missing.empty()) {
    return HeaderInvalid("UN Comtrade's legacy CSV", "lacks the columns", absl::StrJoin(missing, ", "));
  }
  return std::unique_ptr<RowLayout>(new ComtradeLegacyLayout(columns, dataset));
}

std::optional<Observation> ComtradeLegacyLayout::Read(RowFields& fields) const {
  SeriesKey series = ReadSeries(fields);
  std::optional<Period> period = ComtradePeriod(columns_.period, fields);
  Measures measures = ReadMeasures(fields);
  if (!fields.problems().empty()) return std::nullopt;
  return Observation{std::move(series), *period, std::move(measures)};
}

SeriesKey ComtradeLegacyLayout::ReadSeries(RowFields& fields) const {
  SeriesKey series;
  series.reporter = ComtradeArea(columns_.reporter, "", fields);
  if (!series.reporter.empty()) {
    fields.AddProblem(columns_.reporter.reported(), CheckReporterOf(dataset_, series.reporter));
  }
  series.flow = ReadFlow(columns_.flow, fields);
  series.partner = ComtradeArea(columns_.partner, "", fields);
  series.classification = fields.Code(columns_.classification, CheckClassification);
  series.product = fields.Code(columns_.product, CheckProduct);
  series.second_partner = ComtradeArea(columns_.second_partner, kWorld, fields);
  series.customs_procedure = fields.Code(columns_.customs, CheckCustomsProcedure, kTotalCustoms);
  series.transport_mode = fields.Code(columns_.transport, CheckTransportMode, kTotalTransport);
  return series;
}

Measures ComtradeLegacyLayout::ReadMeasures(RowFields& fields) const {
  Measures measures;
  measures.value = ComtradeNumber(columns_.value, fields);
  if (fields.Text(columns_.value).empty()) fields.AddProblem(columns_.value, "must not be empty");
  measures.cif_value = ComtradeNumber(columns_.cif_value, fields);
  measures.fob_value = ComtradeNumber(columns_.fob_value, fields);
  measures.net_weight = ComtradeNumber(columns_.net_weight, fields);
  absl::string_view unit_code = fields.Text(columns_.quantity_unit_code);
  if (unit_code != "0" && unit_code != "1") measures.quantity = ComtradeNumber(columns_.quantity, fields);
  if (measures.quantity) measures.quantity_unit = Utf8OrLatin1(fields.Text(columns_.quantity_unit));
  measures.status = ComtradeStatus(columns_.flag, fields);
  return measures;
}

}  // namespace karvan::statistics
