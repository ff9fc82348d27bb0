#include "services/platform/ledger/head.h"

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/ledger/byte_reader.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {
namespace {

constexpr char kFormat = 1;

}  // namespace

std::string EncodeHead(const Head& head) {
  std::string row(1, kFormat);
  AppendInt64(head.epoch, row);
  AppendInt64(absl::ToUnixMicros(head.time), row);
  AppendInt64(head.sequence(), row);
  return row + head.tree.Encode();
}

absl::StatusOr<Head> ReadHead(kv::View& view, absl::string_view domain) {
  KARVAN_ASSIGN_OR_RETURN(const std::optional<kv::Entry> row, view.Get(HeadKey(domain)));
  Head head;
  if (!row.has_value()) return head;
  ByteReader reader(row->value);
  const uint8_t format = reader.Byte();
  if (reader.ok() && format != kFormat) {
    return kv::FormatError(absl::StrCat("the log of ", domain, " is in format ", format,
                                        ", but this version reads format ", kFormat + 0));
  }
  head.epoch = reader.Int64();
  head.time = absl::FromUnixMicros(reader.Int64());
  const int64_t sequence = reader.Int64();
  absl::StatusOr<CompactRange> tree = CompactRange::Decode(sequence, reader.Rest());
  if (!reader.ok() || !tree.ok()) {
    return kv::CorruptError(absl::StrCat("the head of the log of ", domain, " cannot be read"));
  }
  head.tree = *std::move(tree);
  head.version = row->version;
  return head;
}

}  // namespace karvan::ledger
