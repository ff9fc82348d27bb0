#include "services/statistics/storage/run_cursor.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/cell_codec.h"
#include "services/statistics/storage/record.h"

namespace karvan::statistics {
namespace {

constexpr kv::ScanOptions kBatch = {.limit = 64, .bytes = 256 << 10};

// More ranges than this are not worth a scan each: a wider scan steps over the pages between.
constexpr size_t kMaxRanges = 256;

// The cell key prefixes that the filter names, in order: by reporter, then flow, then partner, as far as each
// is a list.
std::vector<std::string> KeyPrefixes(const ObservationFilter& filter) {
  std::vector<std::string> prefixes = {""};
  for (const CodeSet* set : {&filter.reporters, &filter.flows, &filter.partners}) {
    if (set->any() || set->codes().size() * prefixes.size() > kMaxRanges) break;
    std::vector<std::string> longer;
    for (const std::string& prefix : prefixes) {
      for (const std::string& code : set->codes()) {
        longer.push_back(absl::StrCat(prefix, kv::KeyBuilder().Text(code).Take()));
      }
    }
    prefixes = std::move(longer);
  }
  return prefixes;
}

bool PageMayMatch(const ObservationFilter& filter, const SeriesKey& first) {
  return filter.reporters.Contains(first.reporter) && filter.flows.Contains(first.flow) &&
         filter.partners.Contains(first.partner);
}

}  // namespace

absl::StatusOr<kv::ScanBatch> PageReader::Scan(const kv::Range& range, const kv::ScanOptions& options) {
  KARVAN_RETURN_IF_ERROR(check_alive_());
  if (view_ != nullptr) {
    absl::StatusOr<kv::ScanBatch> batch = view_->Scan(range, options);
    if (batch.ok() || !kv::IsViewExpired(batch.status())) return batch;
  }
  KARVAN_ASSIGN_OR_RETURN(view_, store_.OpenView());
  return view_->Scan(range, options);
}

RunCursor::RunCursor(PageReader& reader, absl::string_view dataset, int64_t run, CellClass cell_class,
                     const ObservationFilter& filter, absl::string_view position)
    : reader_(reader),
      dataset_(dataset),
      run_(run),
      class_prefix_(ClassPrefix(dataset, run, cell_class)),
      filter_(filter),
      position_(position) {}

absl::Status RunCursor::Next() {
  if (!started_) {
    KARVAN_RETURN_IF_ERROR(Start());
  } else {
    ++at_;
  }
  while (at_ == cells_.size() && !done_) KARVAN_RETURN_IF_ERROR(LoadPage());
  return absl::OkStatus();
}

absl::Status RunCursor::Start() {
  started_ = true;
  std::string from = absl::StrCat(class_prefix_, position_);
  if (!position_.empty()) {
    // The position lies in the last page that begins at or before it.
    const kv::Range up_to_position = {class_prefix_, absl::StrCat(from, std::string(1, '\0'))};
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch last, reader_.Scan(up_to_position, {.limit = 1, .reverse = true}));
    if (!last.rows.empty()) from = last.rows[0].key;
  }
  for (const std::string& prefix : KeyPrefixes(filter_)) {
    kv::Range range = kv::PrefixRange(absl::StrCat(class_prefix_, prefix));
    range.start = std::max(range.start, from);
    if (range.start < range.end) ranges_.push_back(std::move(range));
  }
  std::reverse(ranges_.begin(), ranges_.end());
  return absl::OkStatus();
}

absl::Status RunCursor::LoadPage() {
  cells_.clear();
  at_ = 0;
  if (next_row_ < batch_.size()) return TakePage(batch_[next_row_++]);
  if (!ranges_.empty()) return LoadBatch();
  done_ = true;
  return absl::OkStatus();
}

absl::Status RunCursor::LoadBatch() {
  KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, reader_.Scan(ranges_.back(), kBatch));
  if (batch.resume_key) {
    ranges_.back().start = *std::move(batch.resume_key);
  } else {
    ranges_.pop_back();
  }
  batch_ = std::move(batch.rows);
  next_row_ = 0;
  return absl::OkStatus();
}

absl::Status RunCursor::TakePage(const kv::Row& row) {
  absl::string_view cell_key = absl::string_view(row.key).substr(class_prefix_.size());
  KARVAN_ASSIGN_OR_RETURN(Cell first, ParseCellKey(cell_key));
  if (!PageMayMatch(filter_, first.series)) return absl::OkStatus();

  const std::string what =
      absl::StrCat("dataset ", dataset_, ", run ", run_, ", page at ", Describe(first.series));
  stored::StoredPage page;
  KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, what, page));
  for (const stored::StoredSeries& stored : page.series()) {
    SeriesKey series = first.series;
    DecodeSeries(stored, series);
    if (!filter_.Matches(series)) continue;
    for (const stored::StoredCell& cell : stored.cells()) {
      absl::StatusOr<PeriodAndMeasures> decoded = DecodeCell(cell);
      if (!decoded.ok()) return kv::CorruptError(absl::StrCat(what, ": ", decoded.status().message()));
      if (!filter_.Matches(decoded->period)) continue;
      if (!position_.empty() && CellKey(series, decoded->period) < position_) continue;
      position_.clear();  // all that follow lie behind it
      cells_.push_back({series, decoded->period, std::move(decoded->measures)});
    }
  }
  return absl::OkStatus();
}

}  // namespace karvan::statistics
