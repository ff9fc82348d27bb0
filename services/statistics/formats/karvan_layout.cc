#include "services/statistics/formats/karvan_layout.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/statistics/domain/codes.h"
#include "services/statistics/formats/text_encoding.h"

namespace karvan::statistics {
namespace {

constexpr char kFormatName[] = "Karvan CSV";

int ReadUnitMultiplier(int column, RowFields& fields) {
  absl::string_view text = fields.Text(column);
  int multiplier = 0;
  if (text.empty()) return 0;
  if (absl::SimpleAtoi(text, &multiplier) && multiplier >= kMinUnitMultiplier &&
      multiplier <= kMaxUnitMultiplier) {
    return multiplier;
  }
  fields.AddProblem(column, absl::StrCat("\"", text, "\" is not a unit multiplier: must be a power of ten, ",
                                         kMinUnitMultiplier, " to ", kMaxUnitMultiplier));
  return 0;
}

Valuation ReadValuation(int column, RowFields& fields) {
  absl::string_view text = fields.Text(column);
  if (text == "CIF") return Valuation::kCif;
  if (text == "FOB") return Valuation::kFob;
  if (!text.empty()) fields.AddProblem(column, absl::StrCat("\"", text, "\" must be CIF, FOB or empty"));
  return Valuation::kNotStated;
}

Qualifier ReadQualifier(int column, RowFields& fields) {
  static constexpr std::pair<absl::string_view, Qualifier> kWords[] = {
      {"", Qualifier::kNone},      {"exact", Qualifier::kExact},      {"about", Qualifier::kAbout},
      {"over", Qualifier::kOver},  {"at_least", Qualifier::kAtLeast}, {"almost", Qualifier::kAlmost},
      {"up_to", Qualifier::kUpTo},
  };
  absl::string_view text = fields.Text(column);
  for (const auto& [word, qualifier] : kWords) {
    if (text == word) return qualifier;
  }
  fields.AddProblem(column, absl::StrCat("\"", text,
                                         "\" is not a qualifier: must be exact, about, over, "
                                         "at_least, almost, up_to or empty"));
  return Qualifier::kNone;
}

std::string ReadQuantityUnit(int column, RowFields& fields) {
  std::string unit = Utf8OrLatin1(fields.Text(column));
  if (unit.size() > kMaxQuantityUnitBytes) {
    fields.AddProblem(column, absl::StrCat("must be at most ", kMaxQuantityUnitBytes, " bytes long"));
  }
  return unit;
}

absl::Status CheckOptionalId(absl::string_view id) { return id.empty() ? absl::OkStatus() : CheckId(id); }

}  // namespace

const std::array<absl::string_view, KarvanLayout::kColumnCount> KarvanLayout::kNames = {
    "reporter",       "partner",         "flow",
    "period",         "value",           "classification",
    "product",        "second_partner",  "customs_procedure",
    "transport_mode", "unit_multiplier", "valuation",
    "cif_value",      "fob_value",       "net_weight",
    "quantity",       "quantity_unit",   "qualifier",
    "status",         "confidentiality", "statement",
    "action",
};

absl::StatusOr<std::unique_ptr<RowLayout>> KarvanLayout::Create(const Header& header,
                                                                const Dataset& dataset) {
  Positions positions;
  std::vector<absl::string_view> missing, unknown, twice;
  for (int column = 0; column < kColumnCount; ++column) {
    positions[column] = header.Find(kNames[column]);
    if (positions[column] == Header::kAbsent && column < kRequiredColumns) missing.push_back(kNames[column]);
  }
  for (int i = 0; i < header.size(); ++i) {
    const std::string& name = header.name(i);
    const bool known = std::find(kNames.begin(), kNames.end(), name) != kNames.end();
    if (!known) unknown.push_back(name.empty() ? "(no name)" : absl::string_view(name));
    if (known && header.Find(name) != i) twice.push_back(name);
  }
  if (!missing.empty()) return HeaderInvalid(kFormatName, "lacks the columns", absl::StrJoin(missing, ", "));
  if (!unknown.empty()) {
    return HeaderInvalid(kFormatName, "has the unknown columns", absl::StrJoin(unknown, ", "));
  }
  if (!twice.empty()) return HeaderInvalid(kFormatName, "has more than once", absl::StrJoin(twice, ", "));
  return std::unique_ptr<RowLayout>(new KarvanLayout(positions, dataset));
}

std::optional<Observation> KarvanLayout::Read(RowFields& fields) const {
  SeriesKey series = ReadSeries(fields);
  std::optional<Period> period = ReadPeriod(fields);
  Measures measures = ReadMeasures(fields);
  ReadMarks(fields, measures);
  const bool deletes = ReadDeletes(fields);
  if (deletes && HasMeasure(measures)) {
    fields.AddProblem(at_[kAction], "\"D\" deletes the cell: no measure must be given beside it");
  }
  if (deletes) {
    measures = Measures();
    measures.deleted = true;
  } else if (fields.problems().empty() && !HasMeasure(measures) && measures.status == "A") {
    fields.AddProblem(at_[kValue], "must not be empty, unless another measure is given or status says why");
  }
  if (!fields.problems().empty()) return std::nullopt;
  return Observation{std::move(series), *period, std::move(measures)};
}

std::vector<PlainRows::FileColumn> KarvanLayout::PlainColumns() const {
  using Plain = PlainRows::Column;
  static constexpr std::array<PlainRows::FileColumn, kColumnCount> kPlain = {{
      {Plain::kReporter},
      {Plain::kPartner, CheckArea},
      {Plain::kFlow},
      {Plain::kPeriod},
      {Plain::kValue},
      {Plain::kClassification, CheckClassification},
      {Plain::kProduct, CheckProduct},
      {Plain::kSecondPartner, CheckArea},
      {Plain::kCustomsProcedure, CheckCustomsProcedure},
      {Plain::kTransportMode, CheckTransportMode},
      {Plain::kAttribute},
      {Plain::kAttribute},
      {Plain::kEmpty},
      {Plain::kEmpty},
      {Plain::kNetWeight},
      {Plain::kQuantity},
      {Plain::kAttribute},
      {Plain::kAttribute},
      {Plain::kAttribute},
      {Plain::kAttribute},
      {Plain::kAttribute},
      {Plain::kEmpty},
  }};
  std::vector<PlainRows::FileColumn> columns;
  for (int column = 0; column < kColumnCount; ++column) {
    if (at_[column] == Header::kAbsent) continue;
    columns.resize(std::max(columns.size(), static_cast<size_t>(at_[column]) + 1));
    columns[at_[column]] = kPlain[column];
  }
  return columns;
}

SeriesKey KarvanLayout::ReadSeries(RowFields& fields) const {
  SeriesKey series;
  series.reporter = fields.Code(at_[kReporter], CheckArea);
  if (CheckArea(series.reporter).ok()) {
    fields.AddProblem(at_[kReporter], CheckReporterOf(dataset_, series.reporter));
  }
  series.partner = fields.Code(at_[kPartner], CheckArea);
  series.flow = std::string(fields.Text(at_[kFlow]));
  fields.AddProblem(at_[kFlow], CheckFlowOf(dataset_.kind, series.flow));
  series.classification = fields.Code(at_[kClassification], CheckClassification, kDefaultClassification);
  series.product = fields.Code(at_[kProduct], CheckProduct, kTotalProduct);
  series.second_partner = fields.Code(at_[kSecondPartner], CheckArea, kWorld);
  series.customs_procedure = fields.Code(at_[kCustomsProcedure], CheckCustomsProcedure, kTotalCustoms);
  series.transport_mode = fields.Code(at_[kTransportMode], CheckTransportMode, kTotalTransport);
  return series;
}

std::optional<Period> KarvanLayout::ReadPeriod(RowFields& fields) const {
  absl::StatusOr<Period> period = Period::Parse(fields.Text(at_[kPeriod]));
  if (period.ok()) return *period;
  fields.AddProblem(at_[kPeriod], period.status());
  return std::nullopt;
}

Measures KarvanLayout::ReadMeasures(RowFields& fields) const {
  Measures measures;
  measures.value = fields.Number(at_[kValue]);
  measures.unit_multiplier = ReadUnitMultiplier(at_[kUnitMultiplier], fields);
  measures.valuation = ReadValuation(at_[kValuation], fields);
  measures.cif_value = fields.Number(at_[kCifValue]);
  measures.fob_value = fields.Number(at_[kFobValue]);
  measures.net_weight = fields.Number(at_[kNetWeight]);
  measures.quantity = fields.Number(at_[kQuantity]);
  measures.quantity_unit = ReadQuantityUnit(at_[kQuantityUnit], fields);
  return measures;
}

void KarvanLayout::ReadMarks(RowFields& fields, Measures& measures) const {
  measures.qualifier = ReadQualifier(at_[kQualifier], fields);
  measures.status = fields.Code(at_[kStatus], CheckStatusCode, "A");
  measures.confidentiality = fields.Code(at_[kConfidentiality], CheckStatusCode, "F");
  measures.statement = fields.Code(at_[kStatement], CheckOptionalId);
}

bool KarvanLayout::ReadDeletes(RowFields& fields) const {
  absl::string_view text = fields.Text(at_[kAction]);
  if (text == "D") return true;
  if (!text.empty()) {
    fields.AddProblem(at_[kAction],
                      absl::StrCat("\"", text, "\" must be D, which deletes the cell, or empty"));
  }
  return false;
}

}  // namespace karvan::statistics
