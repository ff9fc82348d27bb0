#include "services/platform/ledger/signed_note.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/platform/ledger/ed25519.h"
#include "services/platform/ledger/hash.h"
#include "services/platform/status/error.h"

namespace karvan::ledger {
namespace {

constexpr char kEd25519[] = "\x01";
constexpr char kDash[] = "\xE2\x80\x94 ";  // an em dash and a space
constexpr size_t kKeyIdBytes = 4;

std::string KeyId(absl::string_view name, absl::string_view public_key) {
  Sha256 sha256;
  sha256.Add(absl::StrCat(name, "\n", kEd25519, public_key));
  return std::string(BytesOf(sha256.FinishBytes()).substr(0, kKeyIdBytes));
}

struct Verifier {
  std::string name;
  std::string key_id;
  std::string public_key;
};

absl::StatusOr<Verifier> ParseVerifierKey(absl::string_view verifier_key) {
  // The base64 may hold a '+' of its own.
  const std::vector<std::string> parts = absl::StrSplit(verifier_key, absl::MaxSplits('+', 2));
  std::string key;
  if (parts.size() == 3 && absl::Base64Unescape(parts[2], &key) && key.size() == 1 + kPublicKeyBytes &&
      absl::StartsWith(key, kEd25519)) {
    Verifier verifier{parts[0], KeyId(parts[0], key.substr(1)), key.substr(1)};
    if (!verifier.name.empty() && parts[1] == absl::BytesToHexString(verifier.key_id)) return verifier;
  }
  return InvalidField("verifier_key", absl::StrCat("\"", verifier_key,
                                                   "\" must be a name, a key id and an Ed25519 key, "
                                                   "joined by +"));
}

// Whether the line is a signature of the text by the key.
bool Signs(absl::string_view line, absl::string_view text, const Verifier& verifier) {
  std::string signature;
  return absl::ConsumePrefix(&line, kDash) && absl::ConsumePrefix(&line, verifier.name) &&
         absl::ConsumePrefix(&line, " ") && absl::Base64Unescape(line, &signature) &&
         absl::StartsWith(signature, verifier.key_id) &&
         VerifyEd25519(verifier.public_key, text, absl::string_view(signature).substr(kKeyIdBytes));
}

}  // namespace

std::string VerifierKey(absl::string_view name, absl::string_view public_key) {
  return absl::StrCat(name, "+", absl::BytesToHexString(KeyId(name, public_key)), "+",
                      absl::Base64Escape(absl::StrCat(kEd25519, public_key)));
}

std::string SignNote(absl::string_view text, absl::string_view name, absl::string_view seed) {
  const std::string signature = absl::StrCat(KeyId(name, PublicKeyOf(seed)), SignEd25519(seed, text));
  return absl::StrCat(text, "\n", kDash, name, " ", absl::Base64Escape(signature), "\n");
}

absl::StatusOr<std::string> OpenNote(absl::string_view note, absl::string_view verifier_key) {
  absl::StatusOr<Verifier> verifier = ParseVerifierKey(verifier_key);
  if (!verifier.ok()) return verifier.status();
  const size_t end = note.rfind("\n\n");
  if (end == absl::string_view::npos || !absl::EndsWith(note, "\n")) {
    return InvalidField("note", "must be a text, an empty line and signatures, all lines ended");
  }
  const absl::string_view text = note.substr(0, end + 1);
  for (absl::string_view line : absl::StrSplit(note.substr(end + 2), '\n')) {
    if (Signs(line, text, *verifier)) return std::string(text);
  }
  return InvalidField("note", absl::StrCat("must be signed by ", verifier->name));
}

}  // namespace karvan::ledger
