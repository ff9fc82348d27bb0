#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <utility>
#include <vector>

#include "services/platform/clock/clock.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/kv/testing/forwarding_store.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics::testing {

// For tests: a store in memory whose commits can be made to fail, before or after they are done.
class FaultyStore final : public kv::testing::ForwardingStore {
 public:
  enum class Fault { kNone, kConflict, kUnknownNotDone, kUnknownDone };

  explicit FaultyStore(const Clock& clock) : FaultyStore(kv::NewMemoryStore(clock)) {}

  absl::StatusOr<std::unique_ptr<kv::View>> OpenView() override {
    if (faults.empty() && !view_fault.ok()) return view_fault;
    return target().OpenView();
  }
  absl::Status Commit(const kv::Batch& batch) override {
    if (faults.empty()) return target().Commit(batch);
    const Fault fault = faults.back();
    faults.pop_back();
    if (fault == Fault::kNone) return target().Commit(batch);
    if (fault == Fault::kConflict) return kv::ConflictError("head");
    if (fault == Fault::kUnknownDone) {
      EXPECT_OK(target().Commit(batch));
    }
    return kv::UnknownOutcomeError("connection lost");
  }

  std::vector<Fault> faults;  // of the next commits, the next one last
  absl::Status view_fault;    // of all views once the faults of commits are through

 private:
  explicit FaultyStore(std::unique_ptr<kv::Store> store)
      : kv::testing::ForwardingStore(*store), store_(std::move(store)) {}

  std::unique_ptr<kv::Store> store_;
};

}  // namespace karvan::statistics::testing
