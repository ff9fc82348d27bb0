#include "services/platform/kv/rocksdb_store.h"
#include "services/platform/kv/testing/store_contract.h"
#include "services/platform/kv/testing/temp_folder.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::kv::testing {
namespace {

using ::karvan::testing::IsOk;

class RocksDbUnderTest final : public StoreUnderTest {
 public:
  RocksDbUnderTest() { Reopen(); }

  Store& store() override { return *store_; }

  void Reopen() override {
    store_.reset();
    RocksDbOptions options;
    options.path = folder_.path();
    options.clock = &clock();
    absl::StatusOr<std::unique_ptr<Store>> store = OpenRocksDbStore(options);
    ASSERT_THAT(store, IsOk());
    store_ = *std::move(store);
  }

 private:
  TempFolder folder_;
  std::unique_ptr<Store> store_;
};

INSTANTIATE_TEST_SUITE_P(RocksDb, StoreContract,
                         ::testing::Values(EngineUnderTest{
                             "rocksdb", [] { return std::make_unique<RocksDbUnderTest>(); }}));

}  // namespace
}  // namespace karvan::kv::testing
