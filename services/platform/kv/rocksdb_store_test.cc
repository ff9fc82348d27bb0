#include "services/platform/kv/rocksdb_store.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/match.h"
#include "rocksdb/db.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/rocksdb_row.h"
#include "services/platform/kv/rocksdb_status.h"
#include "services/platform/kv/testing/temp_folder.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::kv {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;

const std::string kKey = KeyBuilder().Text("d").Text("row").Take();

class RocksDbStoreTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<Store>> Open() {
    RocksDbOptions options;
    options.path = path_;
    return OpenRocksDbStore(options);
  }

  // The folder as a plain database, past the contract.
  std::unique_ptr<rocksdb::DB> OpenPlain() {
    rocksdb::Options options;
    options.create_if_missing = true;
    rocksdb::DB* db = nullptr;
    EXPECT_TRUE(rocksdb::DB::Open(options, path_, &db).ok());
    return std::unique_ptr<rocksdb::DB>(db);
  }

  testing::TempFolder folder_;
  std::string path_ = folder_.path() + "/a/b/store";
};

TEST_F(RocksDbStoreTest, MakesItsFolderAndKeepsItsRows) {
  {
    auto store = Open();
    ASSERT_THAT(store, IsOk());
    ASSERT_THAT((*store)->Commit(Batch().Put(kKey, "v")), IsOk());
  }
  ASSERT_TRUE(std::filesystem::is_directory(path_));
  auto store = Open();
  ASSERT_THAT(store, IsOk());
  EXPECT_EQ((**(*(*store)->OpenView())->Get(kKey)).value, "v");
}

TEST_F(RocksDbStoreTest, SecondOpenIsRefusedWithTheFolder) {
  auto store = Open();
  ASSERT_THAT(store, IsOk());
  EXPECT_THAT(Open(),
              StatusIs(absl::StatusCode::kUnavailable, AllOf(HasSubstr(path_), HasSubstr("open already"))));
  EXPECT_THAT((*store)->Commit(Batch().Put(kKey, "still usable")), IsOk());
  store->reset();
  EXPECT_THAT(Open(), IsOk());
}

TEST_F(RocksDbStoreTest, SecondProcessIsRefused) {
  int ready[2], done[2];
  ASSERT_EQ(pipe(ready), 0);
  ASSERT_EQ(pipe(done), 0);
  pid_t child = fork();
  if (child == 0) {
    auto store = Open();
    char byte = store.ok() ? 'y' : 'n';
    if (write(ready[1], &byte, 1) != 1 || read(done[0], &byte, 1) != 1) _exit(1);
    _exit(0);
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  ASSERT_EQ(byte, 'y');
  EXPECT_THAT(Open(),
              StatusIs(absl::StatusCode::kUnavailable, AllOf(HasSubstr(path_), HasSubstr("open already"))));
  ASSERT_EQ(write(done[1], &byte, 1), 1);
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  EXPECT_THAT(Open(), IsOk());
}

TEST_F(RocksDbStoreTest, AnotherFormatVersionIsRefusedInWords) {
  ASSERT_THAT(Open(), IsOk());
  ASSERT_TRUE(OpenPlain()->Put(rocksdb::WriteOptions(), ToSlice(kFormatKey), "7").ok());
  EXPECT_THAT(
      Open(),
      AllOf(StatusIs(absl::StatusCode::kFailedPrecondition,
                     AllOf(HasSubstr(path_), HasSubstr("format version 7"), HasSubstr("supports version 1"))),
            HasReason("STORE_FORMAT")));
}

TEST_F(RocksDbStoreTest, RestoreThatDidNotEndCanOnlyBeRepeated) {
  RocksDbOptions options;
  options.path = path_;
  {
    ASSERT_OK_AND_ASSIGN(const StoreInRestore broken, RestoreRocksDbStore(options));
    ASSERT_THAT(broken.store->Commit(Batch().Put(kKey, "half")), IsOk());
  }
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kFailedPrecondition,
                               AllOf(HasSubstr(path_), HasSubstr("restore it again"))));
  {
    ASSERT_OK_AND_ASSIGN(const StoreInRestore repeated, RestoreRocksDbStore(options));
    EXPECT_FALSE((*(*repeated.store->OpenView())->Get(kKey)).has_value());
    ASSERT_THAT(repeated.store->Commit(Batch().Put(kKey, "whole")), IsOk());
    ASSERT_THAT(repeated.finish(), IsOk());
  }
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_EQ((**(*store->OpenView())->Get(kKey)).value, "whole");
}

TEST_F(RocksDbStoreTest, ForeignDatabaseIsRefused) {
  std::filesystem::create_directories(path_);
  ASSERT_TRUE(OpenPlain()->Put(rocksdb::WriteOptions(), "some", "thing").ok());
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("without a format version")));
}

TEST_F(RocksDbStoreTest, PathThatCannotBeAFolderIsRefused) {
  path_ = "";
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("\"\"")));
  path_ = folder_.path() + "/file";
  std::ofstream(path_) << "not a folder";
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kUnavailable, HasSubstr(path_)));
  // No folder can be made there, not even by root, and nothing has been lost by that.
  path_ = "/proc/no-such-process/store";
  EXPECT_THAT(Open(), AllOf(StatusIs(absl::StatusCode::kUnavailable, HasSubstr(path_)),
                            HasReason("STORE_UNAVAILABLE")));
}

TEST_F(RocksDbStoreTest, RowOfAnotherShapeIsCorrupt) {
  ASSERT_THAT(Open(), IsOk());
  ASSERT_TRUE(OpenPlain()->Put(rocksdb::WriteOptions(), kKey, "short").ok());
  auto store = Open();
  ASSERT_THAT(store, IsOk());
  EXPECT_TRUE(IsCorrupt((*(*store)->OpenView())->Get(kKey).status()));
  EXPECT_TRUE(IsCorrupt((*(*store)->OpenView())->Scan({}, {}).status()));
}

TEST_F(RocksDbStoreTest, DamagedFileIsCorruptNeverAbsent) {
  {
    auto store = Open();
    ASSERT_THAT(store, IsOk());
    auto loader = (*store)->BulkLoad(KeyBuilder().Text("d").key());
    ASSERT_THAT((*loader)->Add(kKey, std::string(50'000, 'v')), IsOk());
    ASSERT_THAT((*loader)->Seal(), IsOk());
  }
  for (const auto& file : std::filesystem::directory_iterator(path_)) {
    if (file.path().extension() != ".sst") continue;
    std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(100)).write("damage", 6);
  }
  auto store = Open();
  absl::Status status = store.ok() ? (*(*store)->OpenView())->Get(kKey).status() : store.status();
  EXPECT_TRUE(IsCorrupt(status)) << status;
}

TEST_F(RocksDbStoreTest, MissingFileIsCorruptNeverAbsent) {
  {
    auto store = Open();
    ASSERT_THAT(store, IsOk());
    auto loader = (*store)->BulkLoad(KeyBuilder().Text("d").key());
    ASSERT_THAT((*loader)->Add(kKey, "v"), IsOk());
    ASSERT_THAT((*loader)->Seal(), IsOk());
  }
  for (const auto& file : std::filesystem::directory_iterator(path_)) {
    if (file.path().extension() == ".sst") std::filesystem::remove(file.path());
  }
  EXPECT_TRUE(IsCorrupt(Open().status())) << Open().status();
}

TEST_F(RocksDbStoreTest, FilesOfAnAbandonedLoadAreRemoved) {
  auto bulk_files = [this] {
    return std::distance(std::filesystem::directory_iterator(path_ + "/bulk"),
                         std::filesystem::directory_iterator());
  };
  auto store = Open();
  ASSERT_THAT(store, IsOk());
  auto loader = (*store)->BulkLoad(KeyBuilder().Text("d").key());
  ASSERT_THAT((*loader)->Add(kKey, "v"), IsOk());
  EXPECT_EQ(bulk_files(), 1);
  loader->reset();
  EXPECT_EQ(bulk_files(), 0);

  std::ofstream(path_ + "/bulk/9-0.sst") << "of a process that was killed";
  store->reset();
  ASSERT_THAT(Open(), IsOk());
  EXPECT_EQ(bulk_files(), 0);
}

TEST_F(RocksDbStoreTest, SaysNothingOnTheStandardStreams) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  {
    auto store = Open();
    ASSERT_THAT((*store)->Commit(Batch().Put(kKey, "v")), IsOk());
  }
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

// As a disk that has forgotten a sector: commits behind the damage were acknowledged.
TEST_F(RocksDbStoreTest, ALogThatIsDamagedIsNotCutInSilence) {
  const std::string crashed = path_ + "-crashed";
  {
    auto store = Open();
    ASSERT_THAT(store, IsOk());
    for (int i = 0; i < 5; ++i) {
      ASSERT_THAT(
          (*store)->Commit(Batch().Put(KeyBuilder().Text("d").Int(i).Take(), std::string(40'000, 'v'))),
          IsOk());
    }
    std::filesystem::copy(path_, crashed, std::filesystem::copy_options::recursive);
  }
  for (const auto& file : std::filesystem::directory_iterator(crashed)) {
    if (file.path().extension() != ".log") continue;
    std::fstream log(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    log.seekp(100'000);
    log.put('x');
  }
  path_ = crashed;
  EXPECT_TRUE(IsCorrupt(Open().status()));

  ASSERT_THAT(OpenRocksDbStore({.path = crashed, .ends_log_at_damage = true}), IsOk());
  auto store = Open();
  ASSERT_THAT(store, IsOk());
  std::unique_ptr<View> view = *(*store)->OpenView();
  EXPECT_TRUE((*view->Get(KeyBuilder().Text("d").Int(1).Take())).has_value());
  EXPECT_FALSE((*view->Get(KeyBuilder().Text("d").Int(2).Take())).has_value());
  std::filesystem::remove_all(crashed);
}

}  // namespace
}  // namespace karvan::kv
