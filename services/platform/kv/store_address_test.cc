#include "services/platform/kv/store_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/kv/testing/temp_folder.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::kv {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOkAndHolds;
using ::karvan::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(StoreAddressTest, NamesAnEngineAndItsFolder) {
  EXPECT_THAT(ParseStoreAddress("memory:"), IsOkAndHolds(StoreAddress{StoreAddress::Engine::kMemory, ""}));
  EXPECT_THAT(ParseStoreAddress("rocksdb:/data/with space"),
              IsOkAndHolds(StoreAddress{StoreAddress::Engine::kRocksDb, "/data/with space"}));
}

TEST(StoreAddressTest, NamesADatabase) {
  const std::string uri = "postgresql://karvan@db.example:5432/statistics?sslmode=verify-full";
  EXPECT_THAT(ParseStoreAddress(uri), IsOkAndHolds(StoreAddress{StoreAddress::Engine::kPostgres, uri}));
}

TEST(StoreAddressTest, RefusesAnythingElse) {
  for (const char* text : {"", "memory", "rocksdb:", "/data", "postgres:x"}) {
    EXPECT_THAT(ParseStoreAddress(text),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(HasSubstr(absl::StrCat("\"", text, "\"")),
                               HasSubstr("must be rocksdb:FOLDER, memory: or postgresql://"))));
  }
}

TEST(StoreAddressTest, ShowsNoPassword) {
  EXPECT_THAT(ParseStoreAddress("postgres://karvan:secret@db/statistics"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("\"postgres://...\""), Not(HasSubstr("secret")))));
}

TEST(StoreAddressTest, OpensEither) {
  EXPECT_OK(OpenStore({StoreAddress::Engine::kMemory, ""}, SystemClock::Instance()));
  testing::TempFolder folder;
  const StoreAddress address = {StoreAddress::Engine::kRocksDb, folder.path()};
  ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Store> first, OpenStore(address, SystemClock::Instance()));
  EXPECT_THAT(OpenStore(address, SystemClock::Instance()), StatusIs(absl::StatusCode::kUnavailable));
}

TEST(StoreAddressTest, SalvagesAFolderAlone) {
  EXPECT_THAT(SalvageStore(StoreAddress(), SystemClock::Instance()),
              ::karvan::testing::StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(StoreAddressTest, RestoresIntoEither) {
  testing::TempFolder folder;
  const std::string key = KeyBuilder().Text("d").Take();
  const std::unique_ptr<Store> memory = NewMemoryStore();
  ASSERT_OK(memory->Commit(Batch().Put(key, "v")));
  ASSERT_OK(memory->Backup(folder.path() + "/backup"));

  const Clock& clock = SystemClock::Instance();
  const StoreAddress rocksdb = {StoreAddress::Engine::kRocksDb, folder.path() + "/store"};
  for (const StoreAddress& address : {StoreAddress(), rocksdb}) {
    ASSERT_OK_AND_ASSIGN(const auto store, RestoreStore(address, folder.path() + "/backup", clock));
    ASSERT_OK_AND_ASSIGN(const auto view, store->OpenView());
    EXPECT_EQ((*view->Get(key))->value, "v");
  }
  EXPECT_THAT(RestoreStore(rocksdb, folder.path() + "/backup", clock),
              AllOf(StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("has rows")),
                    HasReason("STORE_FORMAT")));
}

}  // namespace
}  // namespace karvan::kv
