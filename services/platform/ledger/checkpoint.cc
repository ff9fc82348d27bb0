#include "services/platform/ledger/checkpoint.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/platform/ledger/signed_note.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {

std::string CheckpointText(const Checkpoint& checkpoint) {
  return absl::StrCat(checkpoint.origin, "\n", checkpoint.size, "\n",
                      absl::Base64Escape(BytesOf(checkpoint.root)), "\n");
}

absl::StatusOr<Checkpoint> OpenCheckpoint(absl::string_view note, absl::string_view verifier_key) {
  KARVAN_ASSIGN_OR_RETURN(const std::string text, OpenNote(note, verifier_key));
  const std::vector<std::string> lines = absl::StrSplit(text, '\n');
  Checkpoint checkpoint;
  std::string root;
  if (lines.size() < 4 || !absl::SimpleAtoi(lines[1], &checkpoint.size) || checkpoint.size < 0 ||
      lines[1] != absl::StrCat(checkpoint.size) || !absl::Base64Unescape(lines[2], &root) ||
      root.size() != sizeof(Hash)) {
    return InvalidField("note", "must be the checkpoint of a log: its origin, its size and its root");
  }
  checkpoint.origin = lines[0];
  checkpoint.root = HashAt(root);
  if (!absl::StartsWith(verifier_key, absl::StrCat(checkpoint.origin, "+"))) {
    return InvalidField("note",
                        absl::StrCat("is of the log \"", checkpoint.origin, "\", not that of the key"));
  }
  return checkpoint;
}

}  // namespace karvan::ledger
