#include "services/platform/kv/memory_store.h"

#include <utility>

#include "services/platform/kv/backup_writer.h"
#include "services/platform/kv/change_signal.h"
#include "services/platform/kv/epochs.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/memory_table.h"
#include "services/platform/kv/rules.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

class MemoryView final : public View {
 public:
  MemoryView(MemoryTable& table, const Capabilities& limits, ViewAge age)
      : table_(table), limits_(limits), age_(age), commit_(table.StartView()) {}
  ~MemoryView() override { table_.EndView(commit_); }

  absl::StatusOr<std::optional<Entry>> Get(absl::string_view key) override {
    KARVAN_RETURN_IF_ERROR(age_.Check());
    KARVAN_RETURN_IF_ERROR(CheckKey(key, limits_));
    return table_.Get(key, commit_);
  }

  absl::StatusOr<std::vector<std::optional<Entry>>> MultiGet(const std::vector<std::string>& keys) override {
    std::vector<std::optional<Entry>> entries;
    for (const std::string& key : keys) {
      KARVAN_ASSIGN_OR_RETURN(entries.emplace_back(), Get(key));
    }
    return entries;
  }

  absl::StatusOr<ScanBatch> Scan(const Range& range, const ScanOptions& options) override {
    KARVAN_RETURN_IF_ERROR(age_.Check());
    KARVAN_RETURN_IF_ERROR(CheckScan(options));
    return table_.Scan(range, options, commit_);
  }

  absl::StatusOr<std::vector<Range>> SplitRange(const Range& range, size_t parts) override {
    KARVAN_RETURN_IF_ERROR(age_.Check());
    KARVAN_RETURN_IF_ERROR(CheckSplit(parts));
    return table_.Split(range, parts, commit_);
  }

 private:
  MemoryTable& table_;
  const Capabilities limits_;
  const ViewAge age_;
  const RowVersion commit_;
};

class MemoryBulkLoader final : public BulkLoader {
 public:
  MemoryBulkLoader(MemoryTable& table, ChangeSignal& signal, absl::string_view prefix,
                   const Capabilities& limits)
      : table_(table), signal_(signal), rules_(prefix, limits) {}

  absl::Status Add(absl::string_view key, absl::string_view value) override {
    KARVAN_RETURN_IF_ERROR(rules_.Next(key, value));
    rows_.emplace_back(std::string(key), std::string(value));
    return absl::OkStatus();
  }

  absl::Status Seal() override {
    KARVAN_RETURN_IF_ERROR(rules_.Close());
    table_.Insert(std::move(rows_));
    signal_.Notify();
    return absl::OkStatus();
  }

 private:
  MemoryTable& table_;
  ChangeSignal& signal_;
  BulkRules rules_;
  MemoryTable::Rows rows_;
};

class MemoryStore final : public Store {
 public:
  MemoryStore(const Clock& clock, absl::Duration view_lifetime) : clock_(clock) {
    limits_.view_lifetime = view_lifetime;
  }

  absl::StatusOr<std::unique_ptr<View>> OpenView() override {
    return std::make_unique<MemoryView>(table_, limits_, ViewAge(clock_, limits_.view_lifetime));
  }

  absl::Status Commit(const Batch& batch) override {
    KARVAN_RETURN_IF_ERROR(CheckBatch(batch, limits_));
    KARVAN_RETURN_IF_ERROR(table_.Commit(batch));
    signal_.Notify();
    return absl::OkStatus();
  }

  absl::StatusOr<std::unique_ptr<BulkLoader>> BulkLoad(absl::string_view prefix) override {
    KARVAN_RETURN_IF_ERROR(CheckKey(prefix, limits_));
    if (table_.Usage(PrefixRange(prefix)).rows > 0) return PrefixInUseError(prefix);
    return std::make_unique<MemoryBulkLoader>(table_, signal_, prefix, limits_);
  }

  absl::Status DropPrefix(absl::string_view prefix) override {
    KARVAN_RETURN_IF_ERROR(CheckKey(prefix, limits_));
    table_.Drop(DropRanges(prefix));
    signal_.Notify();
    return absl::OkStatus();
  }

  absl::StatusOr<Epoch> AcquireEpoch(absl::string_view domain, absl::string_view holder,
                                     absl::Duration ttl) override {
    return epochs_.Acquire(domain, holder, ttl);
  }

  absl::Status WaitForChange(absl::string_view key, std::optional<RowVersion> version,
                             absl::Duration timeout) override {
    return signal_.WaitForChange(*this, key, version, timeout, absl::InfiniteDuration());
  }

  absl::Status Backup(const std::string& folder) override {
    MemoryView view(table_, limits_, ViewAge(clock_, absl::InfiniteDuration()));
    return WriteBackup(view, folder);
  }

  absl::StatusOr<PrefixUsage> Usage(absl::string_view prefix) override {
    KARVAN_RETURN_IF_ERROR(CheckUsagePrefix(prefix, limits_));
    return table_.Usage(PrefixRange(prefix));
  }

  Capabilities capabilities() const override { return limits_; }

 private:
  const Clock& clock_;
  Capabilities limits_;
  MemoryTable table_;
  ChangeSignal signal_;
  Epochs epochs_{*this, clock_, /*exclusive=*/true};
};

}  // namespace

std::unique_ptr<Store> NewMemoryStore(const Clock& clock, absl::Duration view_lifetime) {
  return std::make_unique<MemoryStore>(clock, view_lifetime);
}

StoreInRestore RestoreMemoryStore(const Clock& clock) {
  return {NewMemoryStore(clock), [] { return absl::OkStatus(); }};
}

}  // namespace karvan::kv
