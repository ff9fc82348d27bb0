#include "services/platform/ledger/entry.h"

#include <openssl/rand.h>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/ledger/byte_reader.h"
#include "services/platform/status/error.h"

namespace karvan::ledger {
namespace {

constexpr char kFormat = 1;
constexpr char kWhole = 0;
constexpr char kRedacted = 1;

void AppendTimeAndKind(const Entry& entry, std::string& bytes) {
  AppendInt64(absl::ToUnixMicros(entry.time), bytes);
  bytes.push_back(static_cast<char>(entry.kind.size()));
  bytes += entry.kind;
}

}  // namespace

absl::Status CheckEntry(absl::string_view kind, absl::string_view content) {
  if (kind.empty() || kind.size() > kMaxKindBytes) {
    return InvalidField("kind", absl::StrCat("\"", kind, "\" must be 1 to ", kMaxKindBytes, " bytes long"));
  }
  if (content.size() <= kMaxContentBytes) return absl::OkStatus();
  return InvalidField("content", absl::StrCat("takes ", content.size(), " bytes, but at most ",
                                              kMaxContentBytes, " are allowed"));
}

absl::StatusOr<std::string> NewNonce() {
  std::string nonce(kNonceBytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(nonce.data()), static_cast<int>(nonce.size())) != 1) {
    return kv::UnavailableError("the machine gives no random bytes");
  }
  return nonce;
}

Hash CommitmentTo(absl::string_view nonce, absl::string_view content) {
  Sha256 sha256;
  sha256.Add(nonce);
  sha256.Add(content);
  return sha256.FinishBytes();
}

Hash LeafHashOf(const Entry& entry) {
  std::string leaf(1, kFormat);
  AppendInt64(entry.sequence, leaf);
  AppendTimeAndKind(entry, leaf);
  absl::StrAppend(&leaf, BytesOf(entry.commitment));
  return HashLeaf(leaf);
}

std::string EncodeEntry(const Entry& entry) {
  std::string row = {kFormat, entry.redacted ? kRedacted : kWhole};
  AppendTimeAndKind(entry, row);
  if (entry.redacted) return absl::StrCat(row, BytesOf(entry.commitment));
  return absl::StrCat(row, entry.nonce, entry.content);
}

absl::StatusOr<Entry> DecodeEntry(int64_t sequence, absl::string_view row) {
  ByteReader reader(row);
  const uint8_t format = reader.Byte();
  const uint8_t state = reader.Byte();
  Entry entry;
  entry.sequence = sequence;
  entry.time = absl::FromUnixMicros(reader.Int64());
  entry.kind = std::string(reader.Bytes(reader.Byte()));
  if (state == kRedacted) {
    entry.redacted = true;
    const absl::string_view commitment = reader.Bytes(sizeof(Hash));
    if (reader.done()) entry.commitment = HashAt(commitment);
  } else {
    entry.nonce = std::string(reader.Bytes(kNonceBytes));
    entry.content = std::string(reader.Rest());
    entry.commitment = CommitmentTo(entry.nonce, entry.content);
  }
  if (format != kFormat || state > kRedacted || !reader.done()) {
    return kv::CorruptError(absl::StrCat("entry ", sequence, " of the log cannot be read"));
  }
  return entry;
}

Entry Redacted(Entry entry) {
  entry.redacted = true;
  entry.nonce.clear();
  entry.content.clear();
  return entry;
}

}  // namespace karvan::ledger
