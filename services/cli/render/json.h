#pragma once

#include <string>

#include "google/protobuf/message.h"

namespace karvan::cli {

// The JSON form of a message with the field names of its proto, indented by one space, without a line end.
// Fields that are not set are left out.
std::string ToJson(const google::protobuf::Message& message);

// The messages as a JSON array, one under the other, with a line end.
template <typename Messages>
std::string ToJsonArray(const Messages& messages) {
  std::string out = "[";
  for (const auto& message : messages) out += (out.size() == 1 ? "\n" : ",\n") + ToJson(message);
  return out + "\n]\n";
}

}  // namespace karvan::cli
