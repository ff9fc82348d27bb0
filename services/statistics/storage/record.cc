#include "services/statistics/storage/record.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "xxhash.h"

namespace karvan::statistics {
namespace {

constexpr size_t kHeaderBytes = 1 + sizeof(uint64_t);

std::string Checksum(absl::string_view bytes) {
  uint64_t hash = XXH3_64bits(bytes.data(), bytes.size());
  std::string checksum;
  for (size_t i = 0; i < sizeof(hash); ++i, hash >>= 8) checksum.push_back(static_cast<char>(hash & 0xFF));
  return checksum;
}

absl::Status Corrupt(absl::string_view what, absl::string_view fault) {
  return kv::CorruptError(absl::StrCat(what, ": ", fault));
}

}  // namespace

std::string EncodeRecord(const google::protobuf::MessageLite& message) {
  const std::string body = message.SerializeAsString();
  return absl::StrCat(std::string(1, kRecordFormatVersion), Checksum(body), body);
}

absl::Status DecodeRecord(absl::string_view record, absl::string_view what,
                          google::protobuf::MessageLite& message) {
  if (record.size() < kHeaderBytes) return Corrupt(what, "the record is cut off");
  if (record[0] != kRecordFormatVersion) {
    return Corrupt(what, absl::StrCat("format version ", static_cast<int>(record[0]), " is not known"));
  }
  absl::string_view body = record.substr(kHeaderBytes);
  if (record.substr(1, sizeof(uint64_t)) != Checksum(body))
    return Corrupt(what, "the checksum does not match");
  if (!message.ParseFromArray(body.data(), static_cast<int>(body.size()))) {
    return Corrupt(what, "the content cannot be read");
  }
  return absl::OkStatus();
}

}  // namespace karvan::statistics
