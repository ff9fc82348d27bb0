#include "absl/strings/str_cat.h"
#include "services/platform/kv/restore.h"
#include "services/platform/kv/rocksdb_store.h"
#include "services/platform/kv/testing/store_contract.h"
#include "services/platform/kv/testing/temp_folder.h"
#include "services/platform/status/macros.h"
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
    absl::StatusOr<std::unique_ptr<Store>> store = OpenRocksDbStore(Options());
    ASSERT_THAT(store, IsOk());
    store_ = *std::move(store);
  }

  absl::Status Restore(const std::string& folder) override {
    ++restores_;
    KARVAN_ASSIGN_OR_RETURN(store_, RestoreBackup(folder, [this] { return RestoreRocksDbStore(Options()); }));
    return absl::OkStatus();
  }

 private:
  RocksDbOptions Options() {
    RocksDbOptions options;
    options.path = absl::StrCat(folder_.path(), "/", restores_);
    options.clock = &clock();
    return options;
  }

  TempFolder folder_;
  int restores_ = 0;  // each into a folder of its own
  std::unique_ptr<Store> store_;
};

INSTANTIATE_TEST_SUITE_P(RocksDb, StoreContract,
                         ::testing::Values(EngineUnderTest{
                             "rocksdb", [] { return std::make_unique<RocksDbUnderTest>(); }}));

}  // namespace
}  // namespace karvan::kv::testing
