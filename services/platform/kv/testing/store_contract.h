#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "services/platform/clock/clock.h"
#include "services/platform/kv/store.h"

// The contract suite: every engine passes all of it, with no test left out. A test of an engine gives the way
// to a fresh store:
//   INSTANTIATE_TEST_SUITE_P(Memory, StoreContract, Values(EngineUnderTest{"memory", ...}), EngineName);
namespace karvan::kv::testing {

// One store of an engine, which begins empty, with a clock that the test moves.
class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;

  virtual Store& store() = 0;
  // Closes the store and opens it again with what it kept; an engine that keeps nothing does nothing. No view
  // and no bulk load is open then.
  virtual void Reopen() = 0;
  // Restores a backup in place of the store, which is gone if that succeeds. No view is open then.
  virtual absl::Status Restore(const std::string& folder) = 0;

  ManualClock& clock() { return clock_; }

 private:
  ManualClock clock_{absl::UnixEpoch()};
};

struct EngineUnderTest {
  std::string name;
  std::function<std::unique_ptr<StoreUnderTest>()> make_store;

  friend std::ostream& operator<<(std::ostream& out, const EngineUnderTest& engine) {
    return out << engine.name;
  }
};

class StoreContract : public ::testing::TestWithParam<EngineUnderTest> {
 protected:
  void SetUp() override { under_test_ = GetParam().make_store(); }

  Store& store() { return under_test_->store(); }
  ManualClock& clock() { return under_test_->clock(); }
  void Reopen() { under_test_->Reopen(); }
  absl::Status Restore(const std::string& folder) { return under_test_->Restore(folder); }

  // A view that must open.
  std::unique_ptr<View> OpenView();
  // The value under a key as of now.
  std::optional<std::string> Read(absl::string_view key);
  // The version of the row under a key, which must be there.
  RowVersion VersionOf(absl::string_view key);
  // The keys of a range as of now, by as many scans as it takes.
  std::vector<std::string> Keys(const Range& range, ScanOptions options = {});

 private:
  std::unique_ptr<StoreUnderTest> under_test_;
};

// A key of domain `domain` with one more component.
std::string Key(absl::string_view domain, absl::string_view rest);

}  // namespace karvan::kv::testing
