#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/testing/store_contract.h"
#include "services/platform/status/testing/matchers.h"

// What a commit promises.
namespace karvan::kv::testing {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;

const std::string kA = Key("d", "a");
const std::string kB = Key("d", "b");

MATCHER_P(ConflictsOn, key, "is a conflict on a key") { return IsConflict(arg) && ConflictKey(arg) == key; }

TEST_P(StoreContract, CommitWritesAndDeletes) {
  EXPECT_EQ(Read(kA), std::nullopt);
  ASSERT_THAT(store().Commit(Batch().Put(kA, "one").Put(kB, "")), IsOk());
  EXPECT_EQ(Read(kA), "one");
  EXPECT_EQ(Read(kB), "");
  ASSERT_THAT(store().Commit(Batch().Put(kA, "two").Delete(kB).Delete(Key("d", "never"))), IsOk());
  EXPECT_EQ(Read(kA), "two");
  EXPECT_EQ(Read(kB), std::nullopt);
  Reopen();
  EXPECT_EQ(Read(kB), std::nullopt);
}

TEST_P(StoreContract, LastMutationOfAKeyCounts) {
  ASSERT_THAT(store().Commit(Batch().Put(kA, "1").Delete(kA).Put(kB, "1").Put(kB, "2")), IsOk());
  EXPECT_EQ(Read(kA), std::nullopt);
  EXPECT_EQ(Read(kB), "2");
  ASSERT_THAT(store().Commit(Batch().Delete(kB).Put(kB, "3")), IsOk());
  EXPECT_EQ(Read(kB), "3");
}

TEST_P(StoreContract, EmptyCommitIsDone) { EXPECT_THAT(store().Commit(Batch()), IsOk()); }

TEST_P(StoreContract, PreconditionAbsent) {
  ASSERT_THAT(store().Commit(Batch().RequireAbsent(kA).Put(kA, "1")), IsOk());
  EXPECT_THAT(store().Commit(Batch().Put(kB, "1").RequireAbsent(kA)), ConflictsOn(kA));
  EXPECT_EQ(Read(kB), std::nullopt) << "a conflict writes nothing";
}

TEST_P(StoreContract, PreconditionPresent) {
  EXPECT_THAT(store().Commit(Batch().RequirePresent(kA).Put(kB, "1")), ConflictsOn(kA));
  EXPECT_EQ(Read(kB), std::nullopt);
  ASSERT_THAT(store().Commit(Batch().Put(kA, "")), IsOk());
  EXPECT_THAT(store().Commit(Batch().RequirePresent(kA).Put(kB, "1")), IsOk());
}

TEST_P(StoreContract, PreconditionValue) {
  EXPECT_THAT(store().Commit(Batch().RequireValue(kA, "").Put(kA, "1")), ConflictsOn(kA));
  ASSERT_THAT(store().Commit(Batch().Put(kA, "1")), IsOk());
  EXPECT_THAT(store().Commit(Batch().RequireValue(kA, "2").Put(kA, "3")), ConflictsOn(kA));
  EXPECT_THAT(store().Commit(Batch().RequireValue(kA, "1").Put(kA, "3")), IsOk());
  EXPECT_EQ(Read(kA), "3");
}

TEST_P(StoreContract, PreconditionVersion) {
  ASSERT_THAT(store().Commit(Batch().Put(kA, "1")), IsOk());
  RowVersion first = VersionOf(kA);
  ASSERT_THAT(store().Commit(Batch().Put(kA, "1")), IsOk());
  EXPECT_NE(VersionOf(kA), first) << "an equal value is another version";
  EXPECT_THAT(store().Commit(Batch().RequireVersion(kA, first).Put(kA, "2")), ConflictsOn(kA));
  EXPECT_THAT(store().Commit(Batch().RequireVersion(kB, first).Put(kB, "2")), ConflictsOn(kB));
  RowVersion second = VersionOf(kA);
  Reopen();
  EXPECT_EQ(VersionOf(kA), second);
  EXPECT_THAT(store().Commit(Batch().RequireVersion(kA, second).Put(kA, "2")), IsOk());
  EXPECT_NE(VersionOf(kA), second);
}

TEST_P(StoreContract, PreconditionsSeeTheRowsBeforeTheCommit) {
  EXPECT_THAT(store().Commit(Batch().Put(kA, "1").RequirePresent(kA)), ConflictsOn(kA));
  EXPECT_THAT(store().Commit(Batch().RequireAbsent(kA)), IsOk());
}

TEST_P(StoreContract, CommitTakesItsLargestSizes) {
  Capabilities limits = store().capabilities();
  std::string key = Key("d", "");
  key = Key("d", std::string(limits.max_key_bytes - key.size(), 'k'));
  ASSERT_EQ(key.size(), limits.max_key_bytes);
  std::string value(limits.max_value_bytes, '\xFF');
  ASSERT_THAT(store().Commit(Batch().RequireAbsent(key).Put(key, value)), IsOk());
  EXPECT_EQ(Read(key), value);

  Batch many;
  for (size_t i = 0; i < limits.max_commit_rows; ++i) many.Put(KeyBuilder().Text("d").Uint(i).key(), "v");
  EXPECT_THAT(store().Commit(many), IsOk());
  EXPECT_EQ(Read(KeyBuilder().Text("d").Uint(limits.max_commit_rows - 1).key()), "v");
}

TEST_P(StoreContract, CommitBeyondALimitIsRefused) {
  Capabilities limits = store().capabilities();
  auto refused = [](const char* words) {
    return AllOf(StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(words)), HasReason("STORE_LIMIT"));
  };
  std::string long_key = Key("d", std::string(limits.max_key_bytes, 'k'));
  EXPECT_THAT(store().Commit(Batch().Put(long_key, "")), refused("A key has 1031 bytes; the limit is 1024"));
  EXPECT_THAT(store().Commit(Batch().RequireAbsent(long_key)), refused("A key has 1031 bytes"));
  EXPECT_THAT(store().Commit(Batch().Put(kA, std::string(limits.max_value_bytes + 1, 'v'))),
              refused("A value has 65537 bytes; the limit is 65536"));

  Batch many;
  for (size_t i = 0; i <= limits.max_commit_rows; ++i) many.Put(KeyBuilder().Text("d").Uint(i).key(), "v");
  EXPECT_THAT(store().Commit(many), refused("A commit has 10001 rows; the limit is 10000"));

  Batch large;
  for (int i = 0; i < 64; ++i) large.Put(KeyBuilder().Text("d").Int(i).key(), std::string(65536, 'v'));
  EXPECT_THAT(store().Commit(large), refused("bytes; the limit is 4194304"));
  EXPECT_EQ(Keys({}), std::vector<std::string>());
}

TEST_P(StoreContract, CommitStaysInOneDomain) {
  EXPECT_THAT(store().Commit(Batch().Put(kA, "").Put(Key("e", "a"), "")),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("one domain")));
  EXPECT_THAT(store().Commit(Batch().Put(kA, "").RequireAbsent(Key("da", "a"))),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("one domain")));
  EXPECT_EQ(Read(kA), std::nullopt);
}

TEST_P(StoreContract, KeyWithoutComponentsIsRefused) {
  for (const std::string& key : {std::string(), std::string("\0format", 7), std::string("plain")}) {
    EXPECT_THAT(store().Commit(Batch().Put(key, "")), StatusIs(absl::StatusCode::kInvalidArgument));
    EXPECT_THAT(OpenView()->Get(key), StatusIs(absl::StatusCode::kInvalidArgument));
    EXPECT_THAT(store().BulkLoad(key), StatusIs(absl::StatusCode::kInvalidArgument));
    EXPECT_THAT(store().DropPrefix(key), StatusIs(absl::StatusCode::kInvalidArgument));
  }
}

}  // namespace
}  // namespace karvan::kv::testing
