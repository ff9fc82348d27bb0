#include "tests/benchmarks/workload/dataset_files.h"

#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/platform/status/macros.h"
#include "tests/benchmarks/workload/areas.h"

namespace karvan::bench {
namespace {

constexpr size_t kBlockBytes = 1 << 20;
constexpr uint64_t kKeySeed = 7;

std::string MonthName(int month) {
  return absl::StrFormat("%d-%02d", kFirstYear + month / 12, month % 12 + 1);
}

// reporter,partner,flow,product
std::string SeriesText(const TradeModel& model, const TradeSeries& series) {
  return absl::StrCat(AreaCode(series.reporter), ",", AreaCode(series.partner), ",",
                      series.imports ? "M" : "X", ",", model.products()[series.product].code);
}

// Value, weight and quantity.
void AppendFigure(const Figure& figure, absl::string_view unit, std::string& text) {
  absl::StrAppend(&text, figure.cents / 100, figure.cents % 100 < 10 ? ".0" : ".", figure.cents % 100, ",",
                  figure.kilograms, ",");
  absl::StrAppend(&text, figure.quantity, ",", unit);
}

absl::Status Closed(std::ofstream& file, absl::string_view path) {
  file.close();
  if (file.good()) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("the file \"", path, "\" could not be written"));
}

absl::Status WriteMonth(const TradeModel& model, int month, const std::string& folder) {
  const std::string name = MonthName(month);
  const std::string path = absl::StrCat(folder, "/", name, ".csv");
  std::ofstream file(path, std::ios::binary);
  std::string block = "reporter,partner,flow,product,period,value,net_weight,quantity,quantity_unit\n";
  for (const uint32_t id : model.active(month)) {
    const TradeSeries& series = model.series(id);
    absl::StrAppend(&block, SeriesText(model, series), ",", name, ",");
    AppendFigure(model.FigureOf(id, month), model.products()[series.product].unit, block);
    block += '\n';
    if (block.size() < kBlockBytes) continue;
    file << block;
    block.clear();
  }
  file << block;
  return Closed(file, path);
}

}  // namespace

absl::Status WriteMonths(const TradeModel& model, const std::string& folder) {
  for (int month = 0; month < kMonths; ++month) {
    if (model.active(month).empty()) continue;
    KARVAN_RETURN_IF_ERROR(WriteMonth(model, month, folder));
  }
  return absl::OkStatus();
}

absl::Status WriteKeys(TradeModel& model, int count, const std::string& folder) {
  const std::string path = absl::StrCat(folder, "/keys.csv");
  std::ofstream file(path, std::ios::binary);
  file << "reporter,partner,flow,product,year\n";
  Random years(kKeySeed);
  for (int i = 0; i < count; ++i) {
    const uint32_t year = kFirstYear + 1 + years.Below(kMonths / 12 - 1);
    file << SeriesText(model, model.series(model.DrawSeries())) << "," << year << "\n";
  }
  return Closed(file, path);
}

}  // namespace karvan::bench
