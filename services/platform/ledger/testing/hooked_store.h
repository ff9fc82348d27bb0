#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "services/platform/kv/store.h"

namespace karvan::ledger::testing {

// For tests: a store that does something before, after or instead of a commit of another one, which outlives
// it, and that may refuse views.
class HookedStore final : public kv::Store {
 public:
  using OnCommit = std::function<absl::Status(kv::Store& store, const kv::Batch& batch)>;

  HookedStore(kv::Store& store, OnCommit on_commit) : store_(store), on_commit_(std::move(on_commit)) {}

  absl::StatusOr<std::unique_ptr<kv::View>> OpenView() override {
    if (on_view) {
      if (absl::Status status = on_view(); !status.ok()) return status;
    }
    return store_.OpenView();
  }
  absl::Status Commit(const kv::Batch& batch) override { return on_commit_(store_, batch); }
  absl::StatusOr<std::unique_ptr<kv::BulkLoader>> BulkLoad(absl::string_view prefix) override {
    return store_.BulkLoad(prefix);
  }
  absl::Status DropPrefix(absl::string_view prefix) override { return store_.DropPrefix(prefix); }
  kv::Capabilities capabilities() const override { return store_.capabilities(); }

  std::function<absl::Status()> on_view;  // asked before a view is opened

 private:
  kv::Store& store_;
  const OnCommit on_commit_;
};

}  // namespace karvan::ledger::testing
