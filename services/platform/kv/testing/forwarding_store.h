#pragma once

#include <memory>
#include <optional>
#include <string>

#include "services/platform/kv/store.h"

namespace karvan::kv::testing {

// A store that hands all on to another one, which outlives it: the base of those that make faults.
class ForwardingStore : public Store {
 public:
  explicit ForwardingStore(Store& target) : target_(target) {}

  absl::StatusOr<std::unique_ptr<View>> OpenView() override { return target_.OpenView(); }
  absl::Status Commit(const Batch& batch) override { return target_.Commit(batch); }
  absl::StatusOr<std::unique_ptr<BulkLoader>> BulkLoad(absl::string_view prefix) override {
    return target_.BulkLoad(prefix);
  }
  absl::Status DropPrefix(absl::string_view prefix) override { return target_.DropPrefix(prefix); }
  absl::StatusOr<Epoch> AcquireEpoch(absl::string_view domain, absl::string_view holder,
                                     absl::Duration ttl) override {
    return target_.AcquireEpoch(domain, holder, ttl);
  }
  absl::Status WaitForChange(absl::string_view key, std::optional<RowVersion> version,
                             absl::Duration timeout) override {
    return target_.WaitForChange(key, version, timeout);
  }
  absl::Status Backup(const std::string& folder) override { return target_.Backup(folder); }
  absl::StatusOr<PrefixUsage> Usage(absl::string_view prefix) override { return target_.Usage(prefix); }
  Capabilities capabilities() const override { return target_.capabilities(); }

 protected:
  Store& target() { return target_; }

 private:
  Store& target_;
};

}  // namespace karvan::kv::testing
