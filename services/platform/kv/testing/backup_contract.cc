#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/kv/restore.h"
#include "services/platform/kv/testing/read_all.h"
#include "services/platform/kv/testing/store_contract.h"
#include "services/platform/kv/testing/temp_folder.h"
#include "services/platform/status/testing/matchers.h"

// What a backup promises, also across engines: the other engine is memory.
namespace karvan::kv::testing {
namespace {

using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs RowsOf(Store& store) {
  Pairs pairs;
  for (Row& row : ReadAll(**store.OpenView(), {}, {})) pairs.emplace_back(row.key, row.value);
  return pairs;
}

// Rows of every kind: committed, bulk loaded, empty, of the largest sizes, an epoch, a domain alone, of a
// number.
void Fill(Store& store) {
  ASSERT_THAT(store.Commit(Batch().Put(Key("a", ""), "").Put(KeyBuilder().Text("a").key(), "a domain")),
              IsOk());
  const std::string long_key = Key("b", std::string(1024 - Key("b", "").size(), '\xFF'));
  ASSERT_THAT(store.Commit(Batch().Put(long_key, std::string(65536, '\0')).Delete(Key("b", "gone"))), IsOk());
  ASSERT_THAT(store.Commit(Batch().Put(KeyBuilder().Int(-7).Text("x").key(), "of a number")), IsOk());
  ASSERT_THAT(store.AcquireEpoch(KeyBuilder().Text("a").key(), "writer", absl::Seconds(1)), IsOk());
  absl::StatusOr<std::unique_ptr<BulkLoader>> loader = store.BulkLoad(Key("a", "run"));
  ASSERT_THAT(loader, IsOk());
  for (int i = 0; i < 2000; ++i) {
    ASSERT_THAT((*loader)->Add(KeyBuilder(Key("a", "run")).Int(i).key(), absl::StrCat("value ", i)), IsOk());
  }
  ASSERT_THAT((*loader)->Seal(), IsOk());
}

void Damage(const std::string& path, std::streamoff at) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(at);
  const char byte = static_cast<char>(file.get());
  file.seekp(at);
  file.put(static_cast<char>(byte ^ 1));
}

TEST_P(StoreContract, BackupRestoresIntoItsEngine) {
  TempFolder folder;
  const std::string backup = folder.path() + "/made/here";
  Fill(store());
  const Pairs rows = RowsOf(store());
  ASSERT_EQ(rows.size(), 2005u);
  ASSERT_THAT(store().Backup(backup), IsOk());

  ASSERT_THAT(Restore(backup), IsOk());
  EXPECT_EQ(RowsOf(store()), rows);
  Reopen();
  EXPECT_EQ(RowsOf(store()), rows);
  const RowVersion version = VersionOf(Key("a", ""));
  EXPECT_THAT(store().Commit(Batch().RequireVersion(Key("a", ""), version).Put(Key("a", ""), "on")), IsOk());
  EXPECT_NE(VersionOf(Key("a", "")), version);
}

TEST_P(StoreContract, BackupCrossesEngines) {
  TempFolder folder;
  std::unique_ptr<Store> memory = NewMemoryStore();
  Fill(*memory);
  const Pairs rows = RowsOf(*memory);
  ASSERT_THAT(memory->Backup(folder.path() + "/1"), IsOk());

  ASSERT_THAT(Restore(folder.path() + "/1"), IsOk());
  EXPECT_EQ(RowsOf(store()), rows);
  ASSERT_THAT(store().Backup(folder.path() + "/2"), IsOk());
  ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Store> back, RestoreBackup(folder.path() + "/2", [] {
                         return RestoreMemoryStore(SystemClock::Instance());
                       }));
  EXPECT_EQ(RowsOf(*back), rows);
}

TEST_P(StoreContract, BackupOfAnEmptyStore) {
  TempFolder folder;
  ASSERT_THAT(store().Backup(folder.path()), IsOk());
  ASSERT_THAT(Restore(folder.path()), IsOk());
  EXPECT_TRUE(RowsOf(store()).empty());
  EXPECT_THAT(store().Commit(Batch().Put(Key("a", ""), "")), IsOk());
}

TEST_P(StoreContract, BackupTakesAnEmptyFolder) {
  TempFolder folder;
  std::ofstream(folder.path() + "/something") << "here";
  EXPECT_THAT(store().Backup(folder.path()),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("not empty")));
  EXPECT_THAT(store().Backup("/proc/none/backup"), StatusIs(absl::StatusCode::kUnavailable));
}

TEST_P(StoreContract, BackupOutlivesTheLifeOfViews) {
  TempFolder folder;
  Fill(store());
  clock().Advance(store().capabilities().view_lifetime * 2);
  EXPECT_THAT(store().Backup(folder.path()), IsOk());
}

TEST_P(StoreContract, DamagedBackupIsRefusedAndNothingRestored) {
  TempFolder folder;
  std::unique_ptr<Store> memory = NewMemoryStore();
  Fill(*memory);
  const std::string rows = folder.path() + "/rows-000001";
  const std::string manifest = folder.path() + "/MANIFEST";
  ASSERT_THAT(memory->Backup(folder.path()), IsOk());
  ASSERT_THAT(store().Commit(Batch().Put(Key("a", "before"), "")), IsOk());
  auto expect_damage = [&](const std::string& file) {
    const absl::Status status = Restore(folder.path());
    EXPECT_TRUE(IsCorrupt(status)) << status;
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss, HasSubstr(file)));
    EXPECT_THAT(Keys({}), ElementsAre(Key("a", "before"))) << "the store is as it was";
  };

  const auto size = std::filesystem::file_size(rows);
  for (std::streamoff at = 0; at < static_cast<std::streamoff>(size); at += 4099) {
    Damage(rows, at);
    expect_damage(rows);
    Damage(rows, at);
  }
  for (std::streamoff at = 0; at < static_cast<std::streamoff>(std::filesystem::file_size(manifest));
       at += 1) {
    Damage(manifest, at);
    expect_damage(manifest);
    Damage(manifest, at);
  }

  const std::filesystem::path aside = folder.path() + "/aside";
  std::filesystem::copy_file(rows, aside);
  std::filesystem::resize_file(rows, size - 1);
  expect_damage(rows);
  std::filesystem::remove(rows);
  expect_damage(rows);
  std::filesystem::rename(aside, rows);
  std::filesystem::rename(manifest, aside);
  expect_damage(manifest);
  std::filesystem::rename(aside, manifest);
  EXPECT_THAT(Restore(folder.path()), IsOk());
  EXPECT_EQ(RowsOf(store()), RowsOf(*memory));
}

}  // namespace
}  // namespace karvan::kv::testing
