#include "services/platform/kv/backup_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/kv/restore.h"
#include "services/platform/kv/testing/temp_folder.h"
#include "services/platform/status/testing/matchers.h"

// A backup of several row files. The contract suite has all else.
namespace karvan::kv {
namespace {

using ::karvan::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr int kRows = 100;

std::string RowKey(int number) { return KeyBuilder().Text("d").Int(number).Take(); }

class BackupWriterTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::unique_ptr<Store> store = NewMemoryStore();
    Batch batch;
    for (int i = 0; i < kRows; ++i) batch.Put(RowKey(i), std::string(100, 'v'));
    ASSERT_OK(store->Commit(batch));
    ASSERT_OK_AND_ASSIGN(const auto view, store->OpenView());
    ASSERT_OK(WriteBackup(*view, folder_.path(), /*file_bytes=*/1000));
  }

  std::string File(int number) const { return absl::StrCat(folder_.path(), "/rows-00000", number); }

  absl::StatusOr<std::unique_ptr<Store>> Restore() {
    return RestoreBackup(folder_.path(), [] { return RestoreMemoryStore(SystemClock::Instance()); });
  }
  void ExpectDamage(int file) {
    const absl::Status status = Restore().status();
    EXPECT_TRUE(IsCorrupt(status)) << status;
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss, HasSubstr(File(file))));
  }

  testing::TempFolder folder_;
};

TEST_F(BackupWriterTest, RowsGoToSeveralFiles) {
  // A row has 8 + 13 + 100 bytes, so 9 of them end a file.
  EXPECT_EQ(std::filesystem::file_size(File(1)), 9u * 121u);
  EXPECT_TRUE(std::filesystem::exists(absl::StrCat(folder_.path(), "/rows-000012")));
  EXPECT_FALSE(std::filesystem::exists(absl::StrCat(folder_.path(), "/rows-000013")));
  ASSERT_OK_AND_ASSIGN(const auto store, Restore());
  ASSERT_OK_AND_ASSIGN(const auto view, store->OpenView());
  EXPECT_EQ(store->Usage("")->rows, static_cast<uint64_t>(kRows));
  EXPECT_EQ((*view->Get(RowKey(kRows - 1)))->value, std::string(100, 'v'));
}

TEST_F(BackupWriterTest, FileThatIsMissingOrInAnothersPlaceIsNoticed) {
  const std::string aside = folder_.path() + "/aside";
  std::filesystem::rename(File(2), aside);
  ExpectDamage(2);
  std::filesystem::rename(File(3), File(2));
  std::filesystem::rename(aside, File(3));
  ExpectDamage(2);
}

}  // namespace
}  // namespace karvan::kv
