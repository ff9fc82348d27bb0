#include "services/platform/ledger/overlay_view.h"

#include <algorithm>
#include <utility>

#include "services/platform/kv/rules.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {

absl::StatusOr<std::optional<kv::Entry>> OverlayView::Get(absl::string_view key) {
  const auto change = changes_.find(key);
  if (change == changes_.end()) return base_.Get(key);
  if (!change->second.has_value()) return std::nullopt;
  return kv::Entry{*change->second, 0};
}

absl::StatusOr<std::vector<std::optional<kv::Entry>>> OverlayView::MultiGet(
    const std::vector<std::string>& keys) {
  KARVAN_ASSIGN_OR_RETURN(std::vector<std::optional<kv::Entry>> entries, base_.MultiGet(keys));
  for (size_t i = 0; i < keys.size(); ++i) {
    if (!changes_.contains(keys[i])) continue;
    KARVAN_ASSIGN_OR_RETURN(entries[i], Get(keys[i]));
  }
  return entries;
}

absl::StatusOr<kv::ScanBatch> OverlayView::Scan(const kv::Range& range, const kv::ScanOptions& options) {
  if (changes_.empty()) return base_.Scan(range, options);
  kv::ScanFiller filler(options);
  // The base is asked again when what it gave is not enough, for changes remove rows.
  kv::Range rest = range;
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, base_.Scan(rest, options));
    kv::Range given = rest;
    if (batch.resume_key.has_value()) (options.reverse ? given.start : given.end) = *batch.resume_key;
    for (const kv::Row& row : Changed(std::move(batch.rows), given, options.reverse)) {
      if (!filler.Add(row.key, row.value, row.version)) return filler.Take();
    }
    if (!batch.resume_key.has_value()) return filler.Take();
    (options.reverse ? rest.end : rest.start) = *batch.resume_key;
  }
}

std::vector<kv::Row> OverlayView::Changed(std::vector<kv::Row> rows, const kv::Range& range,
                                          bool reverse) const {
  const auto begin = changes_.lower_bound(range.start);
  const auto end = range.end.empty() ? changes_.end() : changes_.lower_bound(range.end);
  if ((!range.end.empty() && range.end <= range.start) || begin == end) return rows;
  std::erase_if(rows, [this](const kv::Row& row) { return changes_.contains(row.key); });
  for (auto change = begin; change != end; ++change) {
    if (change->second.has_value()) rows.push_back({change->first, *change->second, 0});
  }
  std::sort(rows.begin(), rows.end(), [reverse](const kv::Row& a, const kv::Row& b) {
    return reverse ? b.key < a.key : a.key < b.key;
  });
  return rows;
}

void OverlayView::Apply(const kv::Batch& batch) {
  for (const kv::Batch::Mutation& mutation : batch.mutations()) {
    changes_[mutation.key] = mutation.is_delete ? std::nullopt : std::optional(mutation.value);
  }
}

}  // namespace karvan::ledger
