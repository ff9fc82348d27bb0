#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/store.h"
#include "services/platform/status/macros.h"

namespace karvan::statistics {

// The numbers that stand behind `prefix` in keys, in their order, each found by one seek. CORRUPT.
inline absl::StatusOr<std::vector<int64_t>> NumbersBehind(kv::Store& store, absl::string_view prefix) {
  std::vector<int64_t> numbers;
  kv::Range range = kv::PrefixRange(prefix);
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store.OpenView());
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view->Scan(range, {.limit = 1}));
    if (batch.rows.empty()) return numbers;
    KARVAN_ASSIGN_OR_RETURN(int64_t number,
                            kv::KeyReader(absl::string_view(batch.rows[0].key).substr(prefix.size())).Int());
    numbers.push_back(number);
    range.start = absl::StrCat(prefix, kv::KeyBuilder().Int(number + 1).Take());
  }
}

// Calls `visit` with each kv::Row of a range, under as many views as it takes; its error ends the walk.
template <typename Visit>
absl::Status ForEachRow(kv::Store& store, kv::Range range, Visit visit) {
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store.OpenView());
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view->Scan(range, {}));
    view.reset();
    for (const kv::Row& row : batch.rows) KARVAN_RETURN_IF_ERROR(visit(row));
    if (!batch.resume_key) return absl::OkStatus();
    range.start = *batch.resume_key;
  }
}

}  // namespace karvan::statistics
