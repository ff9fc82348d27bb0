#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "karvan/agreements/v1/party.pb.h"
#include "services/cli/seed/file_digest.h"
#include "services/cli/seed/output_only.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::cli {
namespace {

agreements::v1::Party Kazakhstan() {
  agreements::v1::Party party;
  party.set_name("parties/kazakhstan");
  party.set_country("KAZ");
  return party;
}

TEST(SameInput, IgnoresWhatTheServerSets) {
  agreements::v1::Party stored = Kazakhstan();
  stored.set_revision(3);
  stored.set_etag("x");
  stored.mutable_create_time()->set_seconds(1);
  EXPECT_TRUE(SameInput(stored, Kazakhstan()));
  EXPECT_EQ(stored.revision(), 3);
}

TEST(SameInput, SeesWhatAClientSets) {
  agreements::v1::Party other = Kazakhstan();
  other.add_names()->set_text("Қазақстан");
  EXPECT_FALSE(SameInput(other, Kazakhstan()));
}

TEST(FileSha256, OfKnownContent) {
  const std::string path = ::testing::TempDir() + "/karvan_file_digest_test";
  std::ofstream(path) << "abc";
  auto digest = FileSha256(path);
  ASSERT_OK(digest);
  EXPECT_EQ(*digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  std::ofstream(path, std::ios::trunc).flush();
  digest = FileSha256(path);
  ASSERT_OK(digest);
  EXPECT_EQ(*digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(FileSha256, OfNoFile) { EXPECT_EQ(FileSha256("/nowhere").status().code(), absl::StatusCode::kNotFound); }

}  // namespace
}  // namespace karvan::cli
