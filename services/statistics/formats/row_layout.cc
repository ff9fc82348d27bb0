#include "services/statistics/formats/row_layout.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/platform/status/error.h"
#include "services/platform/status/utf8.h"
#include "services/statistics/formats/comtrade_legacy_layout.h"
#include "services/statistics/formats/comtrade_plus_layout.h"
#include "services/statistics/formats/karvan_layout.h"

namespace karvan::statistics {
namespace {

// A format is told by the column of its value, whose name no other format has.
std::optional<FileFormat> FormatOf(const Header& header) {
  if (header.FindLoosely({"tradevalueus"}) != Header::kAbsent) return FileFormat::kComtradeLegacyCsv;
  if (header.FindLoosely({"primaryvalue"}) != Header::kAbsent) return FileFormat::kComtradePlusCsv;
  if (header.Find("value") != Header::kAbsent && header.Find("reporter") != Header::kAbsent) {
    return FileFormat::kKarvanCsv;
  }
  return std::nullopt;
}

absl::Status FormatUnknown(const Header& header) {
  const std::string line = absl::StrJoin(header.names(), ",");
  const std::string shown(TruncateUtf8(line, 500));
  return Error(absl::StatusCode::kInvalidArgument, "FORMAT_UNKNOWN",
               absl::StrCat("the first line, \"", shown,
                            "\", is that of no known format: must be UN Comtrade's legacy CSV, Comtrade+ CSV "
                            "or Karvan CSV"),
               {{"header", shown}});
}

// UN Comtrade carries trade in goods in US dollars.
absl::Status CheckComtradeFits(const Dataset& dataset) {
  if (dataset.kind != DatasetKind::kMerchandiseTrade) {
    return InvalidField("header.format", absl::StrCat("a Comtrade file holds trade in goods, and dataset \"",
                                                      dataset.id, "\" is of another kind"));
  }
  if (dataset.currency_code != "USD") {
    return InvalidField("header.format", absl::StrCat("a Comtrade file is in USD, and dataset \"", dataset.id,
                                                      "\" is in ", dataset.currency_code));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status HeaderInvalid(absl::string_view format_name, absl::string_view problem,
                           absl::string_view columns) {
  return Error(
      absl::StatusCode::kInvalidArgument, "HEADER_INVALID",
      absl::StrCat("the first line is not a header of ", format_name, ": it ", problem, " ", columns),
      {{"columns", std::string(columns)}});
}

absl::StatusOr<std::unique_ptr<RowLayout>> RecogniseLayout(std::optional<FileFormat> format,
                                                           const Header& header, const Dataset& dataset) {
  if (!format.has_value()) format = FormatOf(header);
  if (!format.has_value()) return FormatUnknown(header);
  if (*format == FileFormat::kKarvanCsv) return KarvanLayout::Create(header, dataset);
  if (absl::Status fits = CheckComtradeFits(dataset); !fits.ok()) return fits;
  if (*format == FileFormat::kComtradeLegacyCsv) return ComtradeLegacyLayout::Create(header, dataset);
  return ComtradePlusLayout::Create(header, dataset);
}

}  // namespace karvan::statistics
