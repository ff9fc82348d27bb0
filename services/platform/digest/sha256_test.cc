#include "services/platform/digest/sha256.h"

#include <gtest/gtest.h>

namespace karvan {
namespace {

// FIPS 180-2, appendix B.
TEST(Sha256Test, PublishedVectors) {
  EXPECT_EQ(Sha256().Finish(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Sha256 pieces;
  pieces.Add("a");
  pieces.Add("");
  pieces.Add("bc");
  EXPECT_EQ(pieces.Finish(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace karvan
