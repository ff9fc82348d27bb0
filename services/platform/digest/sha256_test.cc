#include "services/platform/digest/sha256.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"

namespace karvan {
namespace {

std::string Hex(const Sha256Bytes& bytes) {
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

// FIPS 180-2, appendix B.
TEST(Sha256Test, PublishedVectors) {
  EXPECT_EQ(Hex(Sha256().FinishBytes()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Sha256 pieces;
  pieces.Add("a");
  pieces.Add("");
  pieces.Add("bc");
  EXPECT_EQ(Hex(pieces.FinishBytes()), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace karvan
