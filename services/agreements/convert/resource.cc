#include "services/agreements/convert/resource.h"

namespace karvan::agreements {

google::protobuf::Timestamp TimestampOf(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(absl::ToUnixSeconds(time));
  const absl::Duration fraction = time - absl::FromUnixSeconds(timestamp.seconds());
  timestamp.set_nanos(static_cast<int>(absl::ToInt64Nanoseconds(fraction)));
  return timestamp;
}

}  // namespace karvan::agreements
