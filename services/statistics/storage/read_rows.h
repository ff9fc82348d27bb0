#pragma once

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "services/platform/kv/store.h"
#include "services/platform/status/macros.h"

namespace karvan::statistics {

// Calls `visit` with each row of a range, until it gives an error. Each batch has a view of its own, so that
// a range of any size can be read: rows that change meanwhile are seen as they were or as they are.
template <typename Visit>
absl::Status ForEachRow(kv::Store& store, kv::Range range, Visit visit) {
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store.OpenView());
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view->Scan(range, {}));
    for (const kv::Row& row : batch.rows) KARVAN_RETURN_IF_ERROR(visit(row));
    if (!batch.resume_key) return absl::OkStatus();
    range.start = *std::move(batch.resume_key);
  }
}

}  // namespace karvan::statistics
