#include "services/statistics/storage/run_writer.h"

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/cell_codec.h"
#include "services/statistics/storage/record.h"

namespace karvan::statistics {
namespace {

// The period at the end of a cell key: two integers of a type byte and eight bytes each.
constexpr size_t kPeriodKeyBytes = 2 * 9;

bool SamePage(const SeriesKey& a, const SeriesKey& b) {
  return a.reporter == b.reporter && a.flow == b.flow && a.partner == b.partner;
}

}  // namespace

absl::Status RunWriter::Add(CellClass cell_class, absl::string_view cell_key, absl::string_view stored_cell) {
  absl::string_view series_bytes = cell_key.substr(0, cell_key.size() - kPeriodKeyBytes);
  if (page_key_.empty() || cell_class != class_ || series_bytes != series_bytes_) {
    KARVAN_RETURN_IF_ERROR(StartSeries(cell_class, cell_key));
    series_bytes_ = std::string(series_bytes);
  } else if (page_bytes_ >= kTargetPageBytes) {
    KARVAN_RETURN_IF_ERROR(ClosePage());
    KARVAN_RETURN_IF_ERROR(StartSeries(cell_class, cell_key));
  }
  stored::StoredCell* cell = page_.mutable_series(page_.series_size() - 1)->add_cells();
  if (!cell->ParseFromArray(stored_cell.data(), static_cast<int>(stored_cell.size()))) {
    return absl::InternalError("a cell of the import cannot be read back");
  }
  page_bytes_ += stored_cell.size() + 4;  // with its tag and length
  return absl::OkStatus();
}

absl::Status RunWriter::Finish() {
  KARVAN_RETURN_IF_ERROR(ClosePage());
  return loader_.Seal();
}

absl::Status RunWriter::StartSeries(CellClass cell_class, absl::string_view cell_key) {
  KARVAN_ASSIGN_OR_RETURN(Cell cell, ParseCellKey(cell_key));
  if (cell_class != class_ || !SamePage(cell.series, series_) || page_bytes_ >= kTargetPageBytes) {
    KARVAN_RETURN_IF_ERROR(ClosePage());
  }
  if (page_key_.empty()) page_key_ = absl::StrCat(ClassPrefix(dataset_, run_, cell_class), cell_key);
  class_ = cell_class;
  series_ = std::move(cell.series);
  stored::StoredSeries* series = page_.add_series();
  *series = EncodeSeries(series_);
  page_bytes_ += series->ByteSizeLong() + 4;
  return absl::OkStatus();
}

absl::Status RunWriter::ClosePage() {
  if (page_key_.empty()) return absl::OkStatus();
  KARVAN_RETURN_IF_ERROR(loader_.Add(page_key_, EncodeRecord(page_)));
  page_key_.clear();
  page_.Clear();
  page_bytes_ = 0;
  return absl::OkStatus();
}

}  // namespace karvan::statistics
