#include "services/platform/kv/errors.h"

#include <gtest/gtest.h>

#include "services/platform/status/error.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::kv {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(ErrorsTest, CodesAndReasons) {
  EXPECT_THAT(ConflictError("k"), AllOf(StatusIs(absl::StatusCode::kAborted), HasReason("CONFLICT")));
  EXPECT_THAT(FencedError("k"),
              AllOf(StatusIs(absl::StatusCode::kUnavailable, HasSubstr("6b")), HasReason("FENCED")));
  EXPECT_THAT(UnknownOutcomeError("x"),
              AllOf(StatusIs(absl::StatusCode::kUnknown, HasSubstr("x")), HasReason("UNKNOWN_OUTCOME")));
  EXPECT_THAT(ViewExpiredError(), AllOf(StatusIs(absl::StatusCode::kAborted), HasReason("VIEW_EXPIRED")));
  EXPECT_THAT(StorageFullError("x"), AllOf(StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("x")),
                                           HasReason("STORAGE_FULL")));
  EXPECT_THAT(CorruptError("x"),
              AllOf(StatusIs(absl::StatusCode::kDataLoss, HasSubstr("x")), HasReason("CORRUPT")));
  EXPECT_THAT(
      DamagedBackupError("f", "x"),
      AllOf(StatusIs(absl::StatusCode::kDataLoss, HasSubstr("'f' is damaged: x")), HasReason("CORRUPT")));
  EXPECT_THAT(StoreRegressedError("x"),
              AllOf(StatusIs(absl::StatusCode::kDataLoss, HasSubstr("x")), HasReason("STORE_REGRESSED")));
  EXPECT_THAT(UnavailableError("x"), AllOf(StatusIs(absl::StatusCode::kUnavailable, HasSubstr("x")),
                                           HasReason("STORE_UNAVAILABLE")));
  EXPECT_THAT(FormatError("x"),
              AllOf(StatusIs(absl::StatusCode::kFailedPrecondition, "x"), HasReason("STORE_FORMAT")));
  EXPECT_THAT(PrefixInUseError("k"),
              AllOf(StatusIs(absl::StatusCode::kFailedPrecondition), HasReason("PREFIX_IN_USE")));
  EXPECT_THAT(LimitError("x"),
              AllOf(StatusIs(absl::StatusCode::kInvalidArgument, "x"), HasReason("STORE_LIMIT")));
}

TEST(ErrorsTest, PredicatesTellThemApart) {
  EXPECT_TRUE(IsConflict(ConflictError("k")));
  EXPECT_FALSE(IsConflict(ViewExpiredError())) << "ABORTED too";
  EXPECT_TRUE(IsViewExpired(ViewExpiredError()));
  EXPECT_TRUE(IsUnknownOutcome(UnknownOutcomeError("")));
  EXPECT_TRUE(IsStorageFull(StorageFullError("")));
  EXPECT_TRUE(IsFenced(FencedError("k")));
  EXPECT_FALSE(IsFenced(UnavailableError(""))) << "UNAVAILABLE too";
  EXPECT_FALSE(IsFenced(ConflictError("k")));
  EXPECT_TRUE(IsStoreRegressed(StoreRegressedError("")));
  EXPECT_FALSE(IsStoreRegressed(CorruptError(""))) << "DATA_LOSS too";
  EXPECT_TRUE(IsCorrupt(CorruptError("")));
  EXPECT_FALSE(IsCorrupt(absl::OkStatus()));
  EXPECT_FALSE(IsCorrupt(absl::DataLossError("of another library")));
}

TEST(ErrorsTest, ConflictKeepsItsKey) {
  std::string key("\x02\0\xFF", 3);
  absl::Status conflict = ConflictError(key);
  EXPECT_EQ(ConflictKey(conflict), key);
  EXPECT_EQ(ErrorMetadata(conflict, "key"), "0200ff");
  EXPECT_THAT(conflict, StatusIs(absl::StatusCode::kAborted, HasSubstr("0200ff")));
  EXPECT_EQ(ConflictKey(ViewExpiredError()), std::nullopt);
}

}  // namespace
}  // namespace karvan::kv
