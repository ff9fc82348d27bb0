#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Signed notes in the form of c2sp.org/signed-note: a text whose lines all end, an empty line, and a
// signature "— name base64", whose bytes are a 4-byte key id and an Ed25519 signature of the text.
namespace karvan::ledger {

// What others check notes with: "name+key id in hexadecimal+base64 of 0x01 and the public key". A name has no
// spaces and no '+'.
std::string VerifierKey(absl::string_view name, absl::string_view public_key);

// `text` ends with a newline; `seed` is 32 bytes.
std::string SignNote(absl::string_view text, absl::string_view name, absl::string_view seed);

// The text of a note that the key signed, among others or alone. INVALID_ARGUMENT (INVALID_FIELD) on "note"
// or "verifier_key" when it is malformed, or no signature of the key holds.
absl::StatusOr<std::string> OpenNote(absl::string_view note, absl::string_view verifier_key);

}  // namespace karvan::ledger
