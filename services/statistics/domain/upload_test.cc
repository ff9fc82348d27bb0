#include "services/statistics/domain/upload.h"

#include <gtest/gtest.h>

#include "services/platform/status/error.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;

Upload Sample() {
  Upload upload;
  upload.dataset = "tj";
  upload.release = 3;
  upload.number = 7;
  upload.size_bytes = 100;
  upload.durable_offset_bytes = 40;
  return upload;
}

TEST(UploadTest, Name) { EXPECT_EQ(UploadName(Sample()), "datasets/tj/releases/3/uploads/7"); }

TEST(UploadTest, WritingGoesOnWhereTheDurableBytesEnd) {
  EXPECT_OK(CheckCanWrite(Sample(), 40));
  for (int64_t offset : {0, 39, 41}) {
    const absl::Status refused = CheckCanWrite(Sample(), offset);
    EXPECT_THAT(refused, HasReason("UPLOAD_OFFSET"));
    EXPECT_EQ(ErrorMetadata(refused, "durable_offset_bytes"), "40");
  }
}

TEST(UploadTest, OnlyAnActiveOneTakesBytes) {
  Upload upload = Sample();
  for (auto [state, name] :
       {std::pair(UploadState::kSealed, "SEALED"), {UploadState::kFinished, "FINISHED"}}) {
    upload.state = state;
    const absl::Status refused = CheckCanWrite(upload, 40);
    EXPECT_THAT(refused, HasReason("UPLOAD_STATE"));
    EXPECT_EQ(ErrorMetadata(refused, "state"), name);
  }
}

TEST(UploadTest, FinishesWhenAllBytesAreThere) {
  Upload upload = Sample();
  EXPECT_THAT(CheckCanFinish(upload), HasReason("UPLOAD_INCOMPLETE"));
  upload.durable_offset_bytes = 100;
  EXPECT_OK(CheckCanFinish(upload));
  upload.size_bytes = 0;
  EXPECT_OK(CheckCanFinish(upload)) << "as long as it is";
}

TEST(UploadTest, GrowsToItsSizeAtMost) {
  Upload upload = Sample();
  EXPECT_OK(CheckUploadSize(upload, 100));
  EXPECT_EQ(ErrorMetadata(CheckUploadSize(upload, 101), "limit"), "100");
  upload.size_bytes = 0;
  EXPECT_OK(CheckUploadSize(upload, kMaxUploadBytes));
  EXPECT_EQ(ErrorMetadata(CheckUploadSize(upload, kMaxUploadBytes + 1), "limit"), "68719476736");
}

TEST(UploadTest, Sha256) {
  EXPECT_OK(CheckSha256("", "ab"));
  EXPECT_OK(CheckSha256("ab", "ab"));
  EXPECT_THAT(CheckSha256("cd", "ab"), HasReason("UPLOAD_SHA256_MISMATCH"));
}

}  // namespace
}  // namespace karvan::statistics
