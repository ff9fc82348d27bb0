// Signatures, notes and checkpoints, against published vectors.
#include "services/platform/ledger/signed_note.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/platform/ledger/checkpoint.h"
#include "services/platform/ledger/ed25519.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::ledger {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::IsOk;
using ::karvan::testing::IsOkAndHolds;
using ::testing::HasSubstr;

// RFC 8032, section 7.1.
struct Vector {
  const char* seed;
  const char* public_key;
  const char* message;
  const char* signature;
};
const Vector kVectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f"
     "0"
     "595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2ea"
     "e"
     "b4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e"
     "9"
     "716ed28dc027beceea1ec40a"},
};

TEST(Ed25519Test, PublishedVectors) {
  for (const Vector& vector : kVectors) {
    const std::string seed = absl::HexStringToBytes(vector.seed);
    const std::string public_key = absl::HexStringToBytes(vector.public_key);
    const std::string message = absl::HexStringToBytes(vector.message);
    const std::string signature = absl::HexStringToBytes(vector.signature);
    EXPECT_EQ(PublicKeyOf(seed), public_key);
    EXPECT_EQ(SignEd25519(seed, message), signature);
    EXPECT_TRUE(VerifyEd25519(public_key, message, signature));
    EXPECT_FALSE(VerifyEd25519(public_key, message + "x", signature));
    EXPECT_FALSE(VerifyEd25519(public_key, message, signature.substr(1)));
    EXPECT_FALSE(VerifyEd25519(public_key.substr(1), message, signature));
  }
  EXPECT_EQ(PublicKeyOf("short"), "");
  EXPECT_EQ(SignEd25519("short", "message"), "");
}

// The example of c2sp.org/signed-note.
constexpr char kExampleKey[] = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr char kExampleNote[] =
    "This is an example message.\n\n"
    "— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

// The example of the Go package golang.org/x/mod/sumdb/note, whose seed is known.
constexpr char kSeed[] = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr char kKey[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr char kText[] =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
constexpr char kSignature[] =
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

std::string Seed() {
  std::string seed;
  EXPECT_TRUE(absl::Base64Unescape(kSeed, &seed));
  return seed.substr(1);  // behind the byte of the algorithm
}

std::string Note() { return absl::StrCat(kText, "\n", kSignature); }

TEST(SignedNoteTest, SignsAsOthersDo) {
  EXPECT_EQ(VerifierKey("PeterNeumann", PublicKeyOf(Seed())), kKey);
  EXPECT_EQ(SignNote(kText, "PeterNeumann", Seed()), Note());
}

TEST(SignedNoteTest, OpensWhatOthersSigned) {
  EXPECT_THAT(OpenNote(Note(), kKey), IsOkAndHolds(std::string(kText)));
  EXPECT_THAT(OpenNote(kExampleNote, kExampleKey),
              IsOkAndHolds(std::string("This is an example message.\n")));
}

TEST(SignedNoteTest, OneSignatureOfSeveralIsEnough) {
  const std::string other =
      "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWL"
      "ox33WWd1RvMc+QQ=\n";
  EXPECT_THAT(OpenNote(absl::StrCat(kText, "\n", other, kSignature), kKey), IsOkAndHolds(std::string(kText)));
  EXPECT_THAT(OpenNote(absl::StrCat(kText, "\n", other, kSignature),
                       "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"),
              IsOkAndHolds(std::string(kText)));
}

TEST(SignedNoteTest, ATextThatMayHoldAnEmptyLine) {
  const std::string text = "one\n\ntwo\n";
  EXPECT_THAT(OpenNote(SignNote(text, "PeterNeumann", Seed()), kKey), IsOkAndHolds(text));
}

TEST(SignedNoteTest, RefusesWhatTheKeyDidNotSign) {
  EXPECT_THAT(OpenNote(Note(), kExampleKey),
              HasFieldViolation("note", HasSubstr("signed by example.com/foo")));
  const std::string changed = absl::StrReplaceAll(Note(), {{"answer", "Answer"}});
  EXPECT_THAT(OpenNote(changed, kKey), HasFieldViolation("note", HasSubstr("signed by PeterNeumann")));
  EXPECT_THAT(OpenNote(kText, kKey), HasFieldViolation("note", HasSubstr("an empty line")));
  EXPECT_THAT(OpenNote("", kKey), HasFieldViolation("note", HasSubstr("an empty line")));
  const std::string cut = Note().substr(0, Note().size() - 1);
  EXPECT_THAT(OpenNote(cut, kKey), HasFieldViolation("note", HasSubstr("an empty line")));
}

TEST(SignedNoteTest, RefusesAMalformedKey) {
  for (const char* key :
       {"", "PeterNeumann", "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegw"
        "xbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AR", "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"}) {
    EXPECT_THAT(OpenNote(Note(), key), HasFieldViolation("verifier_key", HasSubstr("an Ed25519 key"))) << key;
  }
}

// The root of a log of one leaf, the empty one of the published test data.
Checkpoint Sample() { return {"trade.example/registry", 1, HashLeaf("")}; }

TEST(CheckpointTest, GoldenText) {
  const std::string seed = absl::HexStringToBytes(kVectors[0].seed);
  const std::string text = CheckpointText(Sample());
  EXPECT_EQ(text, "trade.example/registry\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n");
  const std::string note = SignNote(text, "trade.example/registry", seed);
  EXPECT_EQ(
      note,
      text +
          "\n— trade.example/registry "
          "ggVAF3EQuuKYeJuIfBBp7BaHQaMMUzMfU6Mrxqdp6PHDlBZ7gu6yqYfhNgrEDislyyuxGOqRzpsHVtoUCSFJSRskgwc=\n");
  const std::string key = VerifierKey("trade.example/registry", PublicKeyOf(seed));
  EXPECT_EQ(key, "trade.example/registry+82054017+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea");
  EXPECT_THAT(OpenCheckpoint(note, key), IsOkAndHolds(Sample()));
}

TEST(CheckpointTest, RefusesOtherNotes) {
  const std::string seed = absl::HexStringToBytes(kVectors[0].seed);
  const std::string key = VerifierKey("a", PublicKeyOf(seed));
  auto open = [&](absl::string_view text) { return OpenCheckpoint(SignNote(text, "a", seed), key); };
  const std::string root = "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n";
  EXPECT_OK(open("a\n1\n" + root));
  EXPECT_OK(open("a\n1\n" + root + "extension\n"));
  for (const std::string& text : {std::string("a\n1\n"), "a\n-1\n" + root, "a\n01\n" + root, "a\nx\n" + root,
                                  std::string("a\n1\nbjQL\n")}) {
    EXPECT_THAT(open(text), HasFieldViolation("note", HasSubstr("its origin, its size and its root")))
        << text;
  }
  EXPECT_THAT(open("b\n1\n" + root), HasFieldViolation("note", HasSubstr("not that of the key")));
}

}  // namespace
}  // namespace karvan::ledger
