#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message_lite.h"

// The frame of every row of the service: one byte of format version, eight bytes (little-endian) of XXH3 over
// what follows, then a message of stored.proto.
namespace karvan::statistics {

inline constexpr char kRecordFormatVersion = 1;

std::string EncodeRecord(const google::protobuf::MessageLite& message);

// DATA_LOSS, reason CORRUPT, naming `what` and the fault: cut off, another format version, checksum, or not
// the message.
absl::Status DecodeRecord(absl::string_view record, absl::string_view what,
                          google::protobuf::MessageLite& message);

}  // namespace karvan::statistics
