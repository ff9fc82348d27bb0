#include "services/cli/render/json.h"

#include "absl/strings/ascii.h"
#include "google/protobuf/util/json_util.h"

namespace karvan::cli {

std::string ToJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  std::string json;
  // It fails for messages that hold an Any of an unknown type, and none of ours has an Any.
  static_cast<void>(google::protobuf::util::MessageToJsonString(message, &json, options));
  absl::StripTrailingAsciiWhitespace(&json);
  return json;
}

}  // namespace karvan::cli
