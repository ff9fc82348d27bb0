#include "services/platform/kv/memory_store.h"

#include "services/platform/kv/testing/store_contract.h"

namespace karvan::kv::testing {
namespace {

class MemoryUnderTest final : public StoreUnderTest {
 public:
  Store& store() override { return *store_; }
  void Reopen() override {}

 private:
  std::unique_ptr<Store> store_ = NewMemoryStore(clock());
};

INSTANTIATE_TEST_SUITE_P(Memory, StoreContract,
                         ::testing::Values(EngineUnderTest{
                             "memory", [] { return std::make_unique<MemoryUnderTest>(); }}));

}  // namespace
}  // namespace karvan::kv::testing
