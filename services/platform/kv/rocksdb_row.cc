#include "services/platform/kv/rocksdb_row.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"

namespace karvan::kv {

std::string EncodeRow(RowVersion version, absl::string_view value) {
  std::string row;
  row.reserve(sizeof(version) + value.size());
  for (int shift = 56; shift >= 0; shift -= 8) row.push_back(static_cast<char>(version >> shift));
  row.append(value.data(), value.size());
  return row;
}

absl::StatusOr<RowParts> DecodeRow(absl::string_view key, absl::string_view row) {
  RowParts parts;
  if (row.size() < sizeof(parts.version)) {
    return CorruptError(absl::StrCat("the row with key ", absl::BytesToHexString(key), " has ", row.size(),
                                     " bytes; at least ", sizeof(parts.version), " are needed"));
  }
  for (size_t i = 0; i < sizeof(parts.version); ++i) {
    parts.version = parts.version << 8 | static_cast<unsigned char>(row[i]);
  }
  parts.value = row.substr(sizeof(parts.version));
  return parts;
}

}  // namespace karvan::kv
