#include "services/indicators/convert/timestamp.h"

#include "absl/strings/str_cat.h"

namespace karvan::indicators {
namespace {

constexpr int64_t kLeastSeconds = -62'135'596'800;     // 0001-01-01
constexpr int64_t kGreatestSeconds = 253'402'300'799;  // 9999-12-31
constexpr int32_t kNanosInSecond = 1'000'000'000;

}  // namespace

google::protobuf::Timestamp ToProto(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  const int64_t seconds = absl::ToUnixSeconds(time);
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return timestamp;
}

absl::StatusOr<absl::Time> TimeFromProto(const google::protobuf::Timestamp& timestamp) {
  if (timestamp.seconds() < kLeastSeconds || timestamp.seconds() > kGreatestSeconds ||
      timestamp.nanos() < 0 || timestamp.nanos() >= kNanosInSecond) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", timestamp.ShortDebugString(), "\" is not a time of the years 1 to 9999"));
  }
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

}  // namespace karvan::indicators
