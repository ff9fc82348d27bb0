#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/platform/kv/batch.h"
#include "services/platform/kv/store.h"

namespace karvan::ledger {

// A view with changes over it that are not committed yet. Rows that were put have version 0.
class OverlayView final : public kv::View {
 public:
  // What lies over the view, by key: a value, or nothing where the row is removed.
  using Changes = std::map<std::string, std::optional<std::string>, std::less<>>;

  // The base outlives it.
  explicit OverlayView(kv::View& base) : base_(base) {}

  absl::StatusOr<std::optional<kv::Entry>> Get(absl::string_view key) override;
  absl::StatusOr<std::vector<std::optional<kv::Entry>>> MultiGet(
      const std::vector<std::string>& keys) override;
  absl::StatusOr<kv::ScanBatch> Scan(const kv::Range& range, const kv::ScanOptions& options) override;
  absl::StatusOr<std::vector<kv::Range>> SplitRange(const kv::Range& range, size_t parts) override {
    return base_.SplitRange(range, parts);
  }

  // Puts the mutations of a batch over the view.
  void Apply(const kv::Batch& batch);

  const Changes& changes() const { return changes_; }

 private:
  // The rows of a batch that the base gave for a range, changed, in the batch's order.
  std::vector<kv::Row> Changed(std::vector<kv::Row> rows, const kv::Range& range, bool reverse) const;

  kv::View& base_;
  Changes changes_;
};

}  // namespace karvan::ledger
