#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "services/platform/kv/testing/forwarding_store.h"

namespace karvan::ledger::testing {

// For tests: a store that does something before, after or instead of a commit of another one, which outlives
// it, and that may refuse views.
class HookedStore final : public kv::testing::ForwardingStore {
 public:
  using OnCommit = std::function<absl::Status(kv::Store& store, const kv::Batch& batch)>;

  HookedStore(kv::Store& store, OnCommit on_commit)
      : ForwardingStore(store), on_commit_(std::move(on_commit)) {}

  absl::StatusOr<std::unique_ptr<kv::View>> OpenView() override {
    if (on_view) {
      if (absl::Status status = on_view(); !status.ok()) return status;
    }
    return target().OpenView();
  }
  absl::Status Commit(const kv::Batch& batch) override { return on_commit_(target(), batch); }

  std::function<absl::Status()> on_view;  // asked before a view is opened

 private:
  const OnCommit on_commit_;
};

}  // namespace karvan::ledger::testing
