#include "services/platform/kv/backup_manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/kv/errors.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::kv {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOkAndHolds;
using ::karvan::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;

const std::vector<BackupFile> kFiles = {{"rows-000001", 268435512, 91542, 0x3f1c0a77e02b95d4},
                                        {"rows-000002", 1024, 11, 0x1}};

// DO NOT CHANGE: backups are kept.
constexpr char kText[] =
    "karvan-backup 1\n"
    "rows-000001 268435512 91542 3f1c0a77e02b95d4\n"
    "rows-000002 1024 11 0000000000000001\n"
    "total 2 91553\n"
    "checksum a547b6b8a8ebee4e\n";

TEST(BackupManifestTest, IsTextAsDocumented) {
  EXPECT_EQ(RowFileName(1), "rows-000001");
  EXPECT_EQ(EncodeManifest(kFiles), kText);
  EXPECT_THAT(ParseManifest(kText, "m"), IsOkAndHolds(kFiles));
  EXPECT_THAT(ParseManifest(EncodeManifest({}), "m"), IsOkAndHolds(std::vector<BackupFile>()));
}

TEST(BackupManifestTest, AnotherVersionIsTold) {
  constexpr char kOther[] = "karvan-backup 2\nwhatever\nchecksum c814f37b7a1d233f\n";
  EXPECT_THAT(ParseManifest(kOther, "m"),
              AllOf(StatusIs(absl::StatusCode::kFailedPrecondition,
                             AllOf(HasSubstr("'m' has format version 2"), HasSubstr("supports version 1"))),
                    HasReason("STORE_FORMAT")));
}

TEST(BackupManifestTest, AnyCutIsDamage) {
  const std::string text = kText;
  for (size_t size = 0; size < text.size(); ++size) {
    const absl::Status status = ParseManifest(absl::string_view(text).substr(0, size), "m").status();
    EXPECT_TRUE(IsCorrupt(status)) << size << ": " << status;
  }
}

}  // namespace
}  // namespace karvan::kv
