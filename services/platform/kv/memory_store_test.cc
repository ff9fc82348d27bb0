#include "services/platform/kv/memory_store.h"

#include "services/platform/kv/restore.h"
#include "services/platform/kv/testing/store_contract.h"
#include "services/platform/status/macros.h"

namespace karvan::kv::testing {
namespace {

class MemoryUnderTest final : public StoreUnderTest {
 public:
  Store& store() override { return *store_; }
  void Reopen() override {}
  absl::Status Restore(const std::string& folder) override {
    KARVAN_ASSIGN_OR_RETURN(store_, RestoreBackup(folder, [this] { return RestoreMemoryStore(clock()); }));
    return absl::OkStatus();
  }

 private:
  std::unique_ptr<Store> store_ = NewMemoryStore(clock());
};

INSTANTIATE_TEST_SUITE_P(Memory, StoreContract,
                         ::testing::Values(EngineUnderTest{
                             "memory", [] { return std::make_unique<MemoryUnderTest>(); }}));

}  // namespace
}  // namespace karvan::kv::testing
