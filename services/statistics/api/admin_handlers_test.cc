#include "services/statistics/api/admin_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "services/platform/clock/clock.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/kv/store_address.h"
#include "services/platform/ledger/committer.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/domain/codes.h"
#include "services/statistics/storage/kv_dataset_repository.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;

class AdminHandlersTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Dataset dataset;
    dataset.id = "tj";
    ASSERT_OK(KvDatasetRepository(*store_, committer_).Create(dataset, {}));
    std::string pattern = ::testing::TempDir() + "admin-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  ManualClock clock_{absl::FromUnixSeconds(1'700'000'000)};
  std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore(clock_);
  ledger::Committer committer_{*store_, clock_};
  std::string folder_;
  rpc::CallContext call_{{}};
};

TEST_F(AdminHandlersTest, VerifiesTheCatalogueAndEachDataset) {
  AdminHandlers handlers(*store_, "");
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<AdminHandlers::Verification> stream, handlers.VerifyStore(call_, {}));
  ASSERT_OK_AND_ASSIGN(std::optional<admin::v1::VerifyStoreResponse> catalogue, stream->Next());
  EXPECT_EQ(catalogue->part(), "datasets");
  EXPECT_EQ(catalogue->fault_count(), 0);
  ASSERT_OK_AND_ASSIGN(std::optional<admin::v1::VerifyStoreResponse> dataset, stream->Next());
  EXPECT_EQ(dataset->part(), "datasets/tj");
  EXPECT_EQ(dataset->fault_count(), 0);
  ASSERT_OK_AND_ASSIGN(std::optional<admin::v1::VerifyStoreResponse> end, stream->Next());
  EXPECT_FALSE(end.has_value());
}

TEST_F(AdminHandlersTest, ABackupRestoresIntoAnotherStore) {
  AdminHandlers handlers(*store_, folder_);
  admin::v1::BackupStoreRequest request;
  request.set_folder("monday");
  ASSERT_OK_AND_ASSIGN(admin::v1::BackupStoreResponse response, handlers.BackupStore(call_, request));
  EXPECT_EQ(response.path(), folder_ + "/monday");
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<kv::Store> restored,
                       kv::RestoreStore(kv::StoreAddress(), response.path(), clock_));
  ledger::Committer committer(*restored, clock_);
  ASSERT_OK_AND_ASSIGN(Dataset dataset, KvDatasetRepository(*restored, committer).Get("tj"));
  EXPECT_EQ(dataset.id, "tj");

  EXPECT_THAT(handlers.BackupStore(call_, request), HasReason("STORE_FORMAT")) << "the folder is in use";
}

TEST_F(AdminHandlersTest, ABackupStaysInItsFolder) {
  AdminHandlers handlers(*store_, folder_);
  admin::v1::BackupStoreRequest request;
  request.set_folder("../etc");
  EXPECT_THAT(handlers.BackupStore(call_, request).status(),
              HasFieldViolation("folder", CheckId("../etc").message()));
  request.set_folder("monday");
  EXPECT_THAT(AdminHandlers(*store_, "").BackupStore(call_, request), HasReason("BACKUP_FOLDER_NOT_SET"));
}

}  // namespace
}  // namespace karvan::statistics
