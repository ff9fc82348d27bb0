#pragma once

#include <string>

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace karvan::cli {

// Reads RFC 3339 ("2024-08-22T09:00:00Z") or a day ("2024-08-22", its beginning in UTC). Empty when `text` is
// a time, else what is wrong with it: the form in which CLI11 wants it.
std::string CheckTime(const std::string& text);

// The time of a text that CheckTime found right.
absl::Time ToTime(const std::string& text);
google::protobuf::Timestamp ToTimestamp(const std::string& text);

}  // namespace karvan::cli
