#include "services/cli/commands/time_option.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"

namespace karvan::cli {
namespace {

bool ParseTime(const std::string& text, absl::Time& time) {
  std::string error;
  if (absl::ParseTime(absl::RFC3339_full, text, &time, &error)) return true;
  absl::CivilDay day;
  if (!absl::ParseCivilTime(text, &day)) return false;
  time = absl::FromCivil(day, absl::UTCTimeZone());
  return true;
}

}  // namespace

std::string CheckTime(const std::string& text) {
  absl::Time time;
  if (ParseTime(text, time)) return "";
  return absl::StrCat("\"", text, "\" is not a time such as 2024-08-22T09:00:00Z or 2024-08-22");
}

absl::Time ToTime(const std::string& text) {
  absl::Time time;
  ParseTime(text, time);
  return time;
}

google::protobuf::Timestamp ToTimestamp(const std::string& text) {
  return google::protobuf::util::TimeUtil::NanosecondsToTimestamp(absl::ToUnixNanos(ToTime(text)));
}

}  // namespace karvan::cli
